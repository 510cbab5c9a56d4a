import type { CollabServer } from '@paperkite/collab/server';
import {
  asPerson,
  erasePerson,
  findProject,
  listOwnEntries,
  listProjects,
  listTaughtClasses,
  listTeachers,
  SYSTEM,
  withCaller,
  type CallerTransaction,
  type DatabaseHandle,
} from '@paperkite/data';
import type { FileStore } from '@paperkite/files';
import { err, ok, type Result } from '@paperkite/kernel';
import type { IdentityError } from '../identity/errors.ts';
import type { Identity } from '../identity/identity.ts';
import type { SignedIn } from '../identity/signed-in.ts';
import { dropBytes } from '../stored-bytes.ts';

/** What would become of an adult's things if the account were erased. */
export interface ErasurePreview {
  /** Classes that have no other teacher: they stand in the way. */
  soleClasses: { id: string; name: string }[];
  /** Classes that go on with their other teachers. */
  otherClasses: number;
  works: number;
  entries: number;
}

/** Looks through what a person has, under the person's own rights. */
export async function previewErasure(tx: CallerTransaction, personId: string): Promise<ErasurePreview> {
  const classes = await listTaughtClasses(tx, personId);
  const soleClasses: ErasurePreview['soleClasses'] = [];
  for (const { id, name } of classes) {
    if ((await listTeachers(tx, id)).length === 1) soleClasses.push({ id, name });
  }
  return {
    soleClasses,
    otherClasses: classes.length - soleClasses.length,
    works: (await listProjects(tx, personId)).filter(({ ownerId }) => ownerId === personId).length,
    entries: (await listOwnEntries(tx, personId)).length,
  };
}

/**
 * Erases an adult who asks for it and knows the password: the account, every session, works and entries of their own;
 * what they shared passes on. Audited, under a pseudonym that nothing resolves any more. Errors: `credentials_wrong`,
 * `too_many_attempts`.
 * @throws DataError `sole_teacher`: a class would be left without one
 */
export async function eraseAccount(
  {
    db,
    files,
    collab,
    identity,
  }: {
    db: DatabaseHandle;
    files: FileStore;
    collab: Pick<CollabServer, 'closeDocument' | 'refreshAccess'>;
    identity: Pick<Identity, 'confirmPassword'>;
  },
  { personId }: SignedIn,
  { headers, password }: { headers: Headers; password: string },
): Promise<Result<void, IdentityError>> {
  const confirmed = await identity.confirmPassword(headers, personId, password);
  if (!confirmed.ok) return err(confirmed.error);
  const owned = await withCaller(db, asPerson(personId), async (tx) => [
    ...(await listProjects(tx, personId)),
    ...(await listProjects(tx, personId, { deleted: true })),
  ]);
  const dropped = await withCaller(db, { kind: 'system', actor: personId }, (tx) => erasePerson(tx, personId));
  for (const { id } of owned) {
    const passedOn = await withCaller(db, SYSTEM, (tx) => findProject(tx, id));
    if (!passedOn) collab.closeDocument(id, 'unknown-project');
  }
  await collab.refreshAccess({ personId });
  await dropBytes({ db, files }, dropped);
  return ok(undefined);
}
