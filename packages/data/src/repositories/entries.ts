import { sql } from 'kysely';
import type { CallerTransaction } from '../database.ts';

/** What a submission gets: proof of when, by the server's clock, and of what, by hash. */
export interface Receipt {
  /** Version of the entry, from 1. */
  n: number;
  submittedAt: Date;
  /** SHA-256 of the frozen project's canonical JSON; null when the track asks for no project. */
  snapshotId: string | null;
}

/**
 * Begins an entry, led by the caller, who sits in the class or teaches it. Asking twice is the same as asking once.
 * `teamMax` is the track's, the leader included; null means any number.
 * @throws DataError `contest_not_open`, `not_allowed`
 */
export async function createEntry(
  tx: CallerTransaction,
  entry: {
    id: string;
    contestId: string;
    track: string;
    group: string | null;
    classId: string;
    projectId: string | null;
    teamMax: number | null;
  },
): Promise<void> {
  const { id, contestId, track, group, classId, projectId, teamMax } = entry;
  await sql`select app.entry_create(
    ${id}, ${contestId}, ${track}, ${group}, ${classId}, ${projectId}::uuid, ${teamMax}::int
  )`.execute(tx);
}

/** Keeps the form as typed. Accepted members, while the entry is a draft or returned. @throws DataError `entry_state` */
export async function saveEntry(
  tx: CallerTransaction,
  id: string,
  { group, projectId, fields }: { group: string | null; projectId: string | null; fields: unknown },
): Promise<void> {
  await sql`select app.entry_save(${id}, ${group}, ${projectId}::uuid, ${JSON.stringify(fields)}::jsonb)`.execute(tx);
}

/** The leader asks a classmate into the team. @throws DataError `entry_team_full`, `entry_state`, `not_allowed` */
export async function inviteToEntry(tx: CallerTransaction, id: string, seatId: string): Promise<void> {
  await sql`select app.entry_invite(${id}, ${seatId})`.execute(tx);
}

/** The invited person accepts or declines; a member leaves by declining. @throws DataError `entry_state` */
export async function answerEntryInvitation(tx: CallerTransaction, id: string, accept: boolean): Promise<void> {
  await sql`select app.entry_answer(${id}, ${accept})`.execute(tx);
}

/** The leader takes somebody out of the team. @throws DataError `entry_state` */
export async function removeFromEntry(tx: CallerTransaction, id: string, personId: string): Promise<void> {
  await sql`select app.entry_remove(${id}, ${personId})`.execute(tx);
}

/**
 * Notes by the database's clock that a submission begins: call it before waiting for edits and uploads to become durable,
 * so that the declared grace can cover them. Commit it at once.
 * @returns the server's time
 */
export async function beginSubmission(tx: CallerTransaction, id: string): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select app.entry_begin_submit(${id}) as at`.execute(tx);
  return rows[0]!.at;
}

/**
 * Makes sure, in the transaction that hands in, that the entry's files are still those that were checked, and keeps them so
 * until it ends. @param files name -> SHA-256
 * @throws DataError `assets_missing`: they are others by now, check again; `not_allowed`
 */
export async function holdEntryUploads(
  tx: CallerTransaction,
  id: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  await sql`select app.entry_hold_uploads(${id}, ${JSON.stringify(files)}::jsonb)`.execute(tx);
}

/**
 * Hands in: freezes the document, the form and the uploaded files as the next version. The same key again gives the same
 * receipt. Check the content with @paperkite/contest before; time, team and the limit per person are checked here.
 * @param submission `document` is the canonical JSON of the durable project, or null when the track asks for none;
 * `assets` are the hashes in it.
 * @throws DataError `contest_not_open`, `contest_closed`, `fix_by_passed`, `entry_state`, `entry_member_pending`,
 * `entry_team_full`, `already_entered`, `idempotency_mismatch`, `not_allowed`; `assets_missing`: the project has not, or not
 * any more, all of `assets`
 */
export async function submitEntry(
  tx: CallerTransaction,
  id: string,
  submission: {
    /** 8 to 100 characters, made once for each press of the button. */
    idempotencyKey: string;
    group: string | null;
    fields: unknown;
    document: string | null;
    assets: string[];
  },
): Promise<Receipt> {
  const { idempotencyKey, group, fields, document, assets } = submission;
  const { rows } = await sql<Receipt>`select * from app.entry_submit(
    ${id}, ${idempotencyKey}, ${group}, ${JSON.stringify(fields)}::jsonb, ${document}, ${assets}
  )`.execute(tx);
  return rows[0]!;
}

/**
 * Staff send version `n` back. `reasons`: field of the form, or '' for the whole -> what to mend. Audited.
 * @throws DataError `entry_state`: decided meanwhile; `fix_by_passed`: the date is not ahead; `not_allowed`
 */
export async function returnEntry(
  tx: CallerTransaction,
  id: string,
  { n, reasons, fixBy }: { n: number; reasons: Record<string, string>; fixBy: Date },
): Promise<void> {
  await sql`select app.entry_return(${id}, ${n}::int, ${JSON.stringify(reasons)}::jsonb, ${fixBy})`.execute(tx);
}

/** Staff accept version `n`. Audited. @throws DataError `entry_state`, `not_allowed` */
export async function acceptEntry(tx: CallerTransaction, id: string, n: number): Promise<void> {
  await sql`select app.entry_accept(${id}, ${n}::int)`.execute(tx);
}

/** The leader takes the entry out of the contest, which frees the members' places. @throws DataError `entry_state` */
export async function withdrawEntry(tx: CallerTransaction, id: string): Promise<void> {
  await sql`select app.entry_withdraw(${id})`.execute(tx);
}

/**
 * Ends the returned entries whose date for corrections has passed. System only; run it now and then.
 * @returns how many ended
 */
export async function expireEntries(tx: CallerTransaction): Promise<number> {
  const { rows } = await sql<{ n: number }>`select app.expire_entries() as n`.execute(tx);
  return rows[0]!.n;
}
