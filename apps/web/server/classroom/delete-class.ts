import type { CollabServer } from '@paperkite/collab/server';
import {
  asPerson,
  deleteClass,
  findClass,
  listClassProjects,
  listSeats,
  listTeachers,
  previewClassDeletion,
  SYSTEM,
  withCaller,
  type CallerTransaction,
  type ClassDeletionPreview,
  type DatabaseHandle,
} from '@paperkite/data';
import { DataError } from '@paperkite/data';
import type { FileStore } from '@paperkite/files';
import { dropBytes } from '../stored-bytes.ts';
import { err, ok, type Result } from '@paperkite/kernel';
import { ClassActionError } from './errors.ts';

interface Parts {
  db: DatabaseHandle;
  files: FileStore;
  collab: Pick<CollabServer, 'closeDocument' | 'refreshAccess'>;
}

/** Whether the caller, a person, teaches this class. */
export async function teaches(tx: CallerTransaction, classId: string, personId: string): Promise<boolean> {
  return (await listTeachers(tx, classId)).some((teacher) => teacher.personId === personId);
}

/** What deleting the class would take along. @throws DataError `not_found` unless the person teaches it */
export async function previewDeletion(
  db: DatabaseHandle,
  personId: string,
  classId: string,
): Promise<ClassDeletionPreview> {
  await requireTeacher(db, personId, classId);
  const counts = await withCaller(db, SYSTEM, (tx) => previewClassDeletion(tx, classId));
  const { pupils, projects, entries, accepted } = counts;
  return { pupils: Number(pupils), projects: Number(projects), entries: Number(entries), accepted: Number(accepted) };
}

/**
 * Deletes a class with everything personal in it: rows, the open documents, the bytes of files that nothing else uses.
 * `typedName` must be the name of the class. @throws DataError `not_found` unless the person teaches it
 */
export async function deleteWholeClass(
  { db, files, collab }: Parts,
  personId: string,
  { classId, typedName }: { classId: string; typedName: string },
): Promise<Result<void, ClassActionError>> {
  const { name, projects, people } = await requireTeacher(db, personId, classId);
  if (typedName.normalize('NFKC').trim() !== name.normalize('NFKC').trim()) {
    return err(new ClassActionError('confirm_mismatch'));
  }
  const dropped = await withCaller(db, { kind: 'system', actor: personId }, (tx) => deleteClass(tx, classId));
  for (const projectId of projects) collab.closeDocument(projectId, 'unknown-project');
  // Pupils who are erased with the class may have works of their own open; the teachers have theirs.
  for (const id of people) await collab.refreshAccess({ personId: id });
  await dropBytes({ db, files }, dropped);
  return ok(undefined);
}

async function requireTeacher(
  db: DatabaseHandle,
  personId: string,
  classId: string,
): Promise<{ name: string; projects: string[]; people: string[] }> {
  return withCaller(db, asPerson(personId), async (tx) => {
    const found = (await teaches(tx, classId, personId)) ? await findClass(tx, classId) : undefined;
    if (!found) throw new DataError('not_found');
    const projects = await listClassProjects(tx, classId);
    const people = [...(await listSeats(tx, classId)), ...(await listTeachers(tx, classId))];
    return { name: found.name, projects: projects.map(({ id }) => id), people: people.map((one) => one.personId) };
  });
}
