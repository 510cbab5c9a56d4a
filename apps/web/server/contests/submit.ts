import { entryForm, receiptNumber, transition } from '@paperkite/contest';
import {
  addVersion,
  asPerson,
  DataError,
  findEntry,
  holdEntryUploads,
  listVersions,
  lockTransaction,
  missingAssets,
  projectAccess,
  submitEntry,
  SYSTEM,
  withCaller,
  type DatabaseHandle,
  type EntryDetail,
} from '@paperkite/data';
import type { CollabServer } from '@paperkite/collab/server';
import { err, newUuid, ok, systemClock, unwrap, type Clock, type Result } from '@paperkite/kernel';
import { assetHashes, canonicalJson, sha256Hex } from '@paperkite/project';
import { projectFacts } from '../../src/lib/contest/project-facts.ts';
import type { Contests, RunningContest } from './contests.ts';
import { readDurable, type DurableProject } from './durable-project.ts';
import { artefactsOf, entryFacts } from './entry-rules.ts';
import { contextOf, entryOf, refusedBy } from './entry-state.ts';
import { EntryError } from './errors.ts';

export interface SubmitParts {
  db: DatabaseHandle;
  collab: Pick<CollabServer, 'readState'>;
  contests: Contests;
  clock?: Clock;
}

export interface Submission {
  /** Made once for each press of the button; a retry sends the same. */
  key: string;
  group: string | null;
  /** What was typed, by artefact id. */
  typed: Readonly<Record<string, string>>;
  /** Yjs state vector of the page's project; null for a member to whom the project is not open. */
  stateVector: Uint8Array | null;
}

/** Proof of a submission, as plain JSON. */
export interface SubmissionReceipt {
  /** For reading out, such as `7F3A-09BC-1`. */
  number: string;
  version: number;
  /** The server's time, milliseconds since the epoch. */
  at: number;
  /** SHA-256 of the frozen project, 64 hex digits. */
  snapshot: string | null;
}

export const receiptOf = (
  entryId: string,
  { n, submittedAt, snapshotId }: { n: number; submittedAt: Date; snapshotId: string | null },
): SubmissionReceipt => ({
  number: receiptNumber(entryId, n),
  version: n,
  at: submittedAt.getTime(),
  snapshot: snapshotId,
});

/**
 * Hands an entry in for one of its people: what is durable of the project is frozen, checked by every rule with the
 * server's own facts, and answered with a receipt. The same key gives the same receipt, whatever happened since.
 * Errors: `not_durable_yet`, `assets_missing`, `project_missing`, `not_ready` with findings.
 * @throws DataError what `submitEntry` throws, and `not_found`
 */
export async function submitWork(
  { db, collab, contests, clock = systemClock }: SubmitParts,
  personId: string,
  entryId: string,
  { key, group, typed, stateVector }: Submission,
): Promise<Result<SubmissionReceipt, EntryError>> {
  const { entry, running, mayOpen } = await withCaller(db, asPerson(personId), async (tx) => {
    const found = await findEntry(tx, entryId);
    const contest = found && (await contests.find(tx, found.contestId));
    if (!found || !contest) throw new DataError('not_found');
    const projectId = found.draft?.projectId;
    const access = projectId ? await projectAccess(tx, projectId, personId) : undefined;
    return { entry: found, running: contest, mayOpen: access !== undefined };
  });
  const known = entry.versions.find(({ idempotencyKey }) => idempotencyKey === key);
  if (known) return ok(receiptOf(entryId, known));

  const work = await durableWork({ db, collab }, running, entry, mayOpen, stateVector);
  if (!work.ok) return work;
  const { durable, document, assets } = work.value;

  const facts = await entryFacts(db, entry);
  const artefacts = artefactsOf(
    unwrap(entryForm(running.definition, entry.track)),
    typed,
    facts.files,
    durable?.project ? { id: entry.draft!.projectId!, ...projectFacts(durable.project) } : null,
  );
  const snapshot = document === null ? null : await sha256Hex(new TextEncoder().encode(document));
  const decided = transition(
    entryOf(running, entry, facts.members),
    { type: 'submit', key, group, artefacts, snapshot, uploadBegunAt: entry.submitBegunAt?.getTime() ?? null },
    contextOf(running, {
      actor: { kind: 'entrant', person: personId },
      now: clock.now(),
      participations: facts.participations,
    }),
  );
  if (!decided.ok) return err(refusedBy(decided.error));

  const filled = Object.entries(artefacts).filter(([, value]) => value !== null);
  // The entry's own group changes with the draft; a version keeps the one it was handed in for.
  const fields = { ...Object.fromEntries(filled), group: { kind: 'group', id: group } };
  const files = Object.fromEntries(Object.entries(facts.files).map(([name, { hash }]) => [name, hash]));
  const receipt = await withCaller(db, asPerson(personId), async (tx) => {
    // What the rules have seen is what gets frozen, also when somebody of the team changes a file at this moment.
    await holdEntryUploads(tx, entryId, files);
    return submitEntry(tx, entryId, { idempotencyKey: key, group, fields, document, assets });
  });
  const proof = receiptOf(entryId, receipt);
  if (durable) await keepVersion(db, entry.draft!.projectId!, durable, personId, proof.number);
  return ok(proof);
}

/** Keeps what was handed in among the project's versions, once, under the number of the receipt. */
async function keepVersion(
  db: DatabaseHandle,
  projectId: string,
  { bytes }: DurableProject,
  madeBy: string,
  label: string,
): Promise<void> {
  await withCaller(db, SYSTEM, async (tx) => {
    await lockTransaction(tx, `submitted ${label}`);
    const known = await listVersions(tx, projectId);
    if (known.some((version) => version.kind === 'submitted' && version.label === label)) return;
    await addVersion(tx, { id: newUuid(), projectId, kind: 'submitted', label, bytes, madeBy });
  });
}

/** The project of an entry, complete and ready to freeze; nothing where the entry has none. */
async function durableWork(
  { db, collab }: Pick<SubmitParts, 'db' | 'collab'>,
  { definition }: RunningContest,
  entry: EntryDetail,
  mayOpen: boolean,
  stateVector: Uint8Array | null,
): Promise<Result<{ durable?: DurableProject; document: string | null; assets: string[] }, EntryError>> {
  const asked = definition.tracks
    .find(({ id }) => id === entry.track)
    ?.artefacts.find(({ kind }) => kind === 'project');
  const projectId = entry.draft?.projectId;
  if (!asked || !projectId) {
    return asked?.required ? err(new EntryError('project_missing')) : ok({ document: null, assets: [] });
  }
  const durable = await readDurable(collab, projectId);
  if (mayOpen && (!stateVector || !durable.covers(stateVector))) return err(new EntryError('not_durable_yet'));
  if (!durable.project) return err(new EntryError('not_durable_yet'));
  const assets = [...assetHashes(durable.project)];
  const missing = await withCaller(db, SYSTEM, (tx) => missingAssets(tx, projectId, assets));
  if (missing.length > 0) return err(new EntryError('assets_missing', { count: missing.length }));
  return ok({ durable, document: canonicalJson(durable.project), assets });
}
