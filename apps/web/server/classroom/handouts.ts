import { createProjectDoc, type ProjectDoc } from '@paperkite/collab';
import type { CollabServer } from '@paperkite/collab/server';
import {
  asPerson,
  copySnapshotAssets,
  createProject,
  DataError,
  findHandout,
  findOwnCopy,
  findProject,
  handOut,
  lockTransaction,
  missingAssets,
  readSnapshot,
  SYSTEM,
  withCaller,
  type DatabaseHandle,
} from '@paperkite/data';
import { err, newUuid, ok, type Result } from '@paperkite/kernel';
import { assetHashes, canonicalJson, type Project } from '@paperkite/project';
import * as Y from 'yjs';
import { ClassActionError } from './errors.ts';

interface Parts {
  db: DatabaseHandle;
  collab: Pick<CollabServer, 'readState' | 'applyUpdate'>;
}

/**
 * Hands a frozen copy of one's own project out to a class that one teaches: what is durable at this moment, with all its
 * pictures and sounds. `dueAt` null: to be handed in whenever.
 * @throws DataError `not_found` for a project that is not one's own, `not_allowed` for a class that one does not teach
 */
export async function handOutProject(
  { db, collab }: Parts,
  personId: string,
  {
    classId,
    projectId,
    title,
    dueAt = null,
  }: { classId: string; projectId: string; title: string; dueAt?: Date | null },
): Promise<Result<{ handoutId: string }, ClassActionError>> {
  const own = await withCaller(db, asPerson(personId), (tx) => findProject(tx, projectId));
  if (own?.ownerId !== personId) throw new DataError('not_found');
  const project = await readProject(collab, projectId);
  if (!project) return err(new ClassActionError('project_empty'));
  const assets = assetHashes(project);
  const handoutId = newUuid();
  return withCaller(db, asPerson(personId), async (tx) => {
    const missing = await missingAssets(tx, projectId, assets);
    if (missing.length > 0) return err(new ClassActionError('assets_missing', { missing: missing.length }));
    await handOut(tx, { id: handoutId, classId, title, projectId, document: canonicalJson(project), assets, dueAt });
    return ok({ handoutId });
  });
}

/**
 * Gives a pupil a copy of a handout; asked again, the copy that is there. The copy is complete when this resolves.
 * @throws DataError `not_found`, `not_allowed`
 */
export async function startHandout(
  { db, collab }: Parts,
  personId: string,
  handoutId: string,
): Promise<{ projectId: string }> {
  const { projectId, snapshotId, document } = await withCaller(db, asPerson(personId), async (tx) => {
    // Two clicks, or two tabs, make one copy.
    await lockTransaction(tx, `${personId} ${handoutId}`);
    const handout = await findHandout(tx, handoutId);
    const snapshot = handout && (await readSnapshot(tx, handout.snapshotId));
    if (!handout || !snapshot) throw new DataError('not_found');
    const known = await findOwnCopy(tx, handoutId, personId);
    const id = known?.id ?? newUuid();
    if (!known) {
      await createProject(tx, { id, ownerId: personId, title: handout.title, classId: handout.classId, handoutId });
    }
    return { projectId: id, snapshotId: handout.snapshotId, document: snapshot.document };
  });
  await withCaller(db, SYSTEM, async (tx) => {
    // A copy whose filling broke off is filled now; one that is being filled is waited for.
    await lockTransaction(tx, `fill ${projectId}`);
    if (await readProject(collab, projectId)) return;
    await copySnapshotAssets(tx, snapshotId, projectId);
    await collab.applyUpdate(projectId, updateOf(JSON.parse(document) as Project));
  });
  return { projectId };
}

/** The project as it is durable now; undefined while nothing of it has arrived. */
async function readProject(collab: Pick<CollabServer, 'readState'>, projectId: string): Promise<Project | undefined> {
  const state = await collab.readState(projectId);
  return withDoc((doc) => {
    Y.applyUpdate(doc.ydoc, state);
    return doc.isEmpty() ? undefined : doc.toProject();
  });
}

/** A whole document as one update. */
const updateOf = (project: Project): Uint8Array =>
  withDoc((doc) => {
    doc.fillFromProject(project);
    return Y.encodeStateAsUpdate(doc.ydoc);
  });

function withDoc<T>(use: (doc: ProjectDoc) => T): T {
  const doc = createProjectDoc();
  try {
    return use(doc);
  } finally {
    doc.destroy();
    doc.ydoc.destroy();
  }
}
