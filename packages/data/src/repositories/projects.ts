import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { CallerTransaction } from '../database.ts';
import { DataError } from '../errors.ts';
import type { ProjectTable } from '../schema/index.ts';

export type Project = Selectable<ProjectTable>;

/** How a person comes to a project, and whether edits are taken from them now. */
export interface ProjectAccess {
  as: 'owner' | 'member' | 'teacher';
  ownerId: string;
  classId: string | null;
  title: string;
  /** False for pupils of a frozen class, and in the bin. */
  mayEdit: boolean;
}

/** Adds a project; `id` may come from a device that was offline. Asking twice is the same as asking once. */
export async function createProject(
  tx: CallerTransaction,
  project: { id: string; ownerId: string; title: string; classId?: string | null; handoutId?: string | null },
): Promise<void> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('project')
    .values(project)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 1n) return;
  const known = await findProject(tx, project.id);
  if (known?.ownerId !== project.ownerId) throw new DataError('not_allowed');
}

/** A project that the caller may see, also one's own in the bin. */
export async function findProject(tx: CallerTransaction, id: string): Promise<Project | undefined> {
  return tx.selectFrom('project').selectAll().where('id', '=', id).executeTakeFirst();
}

/** A person's projects, owned and joined, last edited first; with `deleted`, what is in the person's bin. */
export async function listProjects(
  tx: CallerTransaction,
  personId: string,
  { deleted = false }: { deleted?: boolean } = {},
): Promise<Project[]> {
  return tx
    .selectFrom('project')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('ownerId', '=', personId),
        eb('id', 'in', eb.selectFrom('projectMember').select('projectId').where('personId', '=', personId)),
      ]),
    )
    .where('deletedAt', deleted ? 'is not' : 'is', null)
    .orderBy('updatedAt', 'desc')
    .execute();
}

/** The projects of a class with their owners' nicknames; for its teachers. */
export async function listClassProjects(
  tx: CallerTransaction,
  classId: string,
): Promise<(Project & { seatId: string; nickname: string })[]> {
  return tx
    .selectFrom('project')
    .innerJoin('seat', (join) =>
      join.onRef('seat.personId', '=', 'project.ownerId').onRef('seat.classId', '=', 'project.classId'),
    )
    .selectAll('project')
    .select(['seat.id as seatId', 'seat.nickname'])
    .where('project.classId', '=', classId)
    .where('project.deletedAt', 'is', null)
    .where('seat.removedAt', 'is', null)
    .orderBy('seat.nicknameKey')
    .orderBy('project.updatedAt', 'desc')
    .execute();
}

/** What the caller may do with a project; undefined: nothing. For the sync server and for pages. */
export async function projectAccess(
  tx: CallerTransaction,
  projectId: string,
  personId: string,
): Promise<ProjectAccess | undefined> {
  const project = await findProject(tx, projectId);
  if (project === undefined) return undefined;
  const { ownerId, classId, title, deletedAt } = project;
  const joined = await tx
    .selectFrom('projectMember')
    .select('projectId')
    .where('projectId', '=', projectId)
    .where('personId', '=', personId)
    .executeTakeFirst();
  const as = ownerId === personId ? 'owner' : joined ? 'member' : 'teacher';
  const frozen = as !== 'teacher' && classId !== null && (await isFrozenFor(tx, classId, personId));
  return { as, ownerId, classId, title, mayEdit: deletedAt === null && !frozen };
}

async function isFrozenFor(tx: CallerTransaction, classId: string, personId: string): Promise<boolean> {
  const found = await tx
    .selectFrom('class')
    .select(['frozen'])
    .where('id', '=', classId)
    .where('frozen', '=', true)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('classTeacher')
            .select('classTeacher.personId')
            .whereRef('classTeacher.classId', '=', 'class.id')
            .where('classTeacher.personId', '=', personId),
        ),
      ),
    )
    .executeTakeFirst();
  return found !== undefined;
}

/**
 * Changes what a project's row says. Title: owner and members; class, hand-in and bin: the owner.
 * `handedInAt` and `deletedAt` are instants or null to take them back.
 * @throws DataError `not_allowed`; `not_found`
 */
export async function changeProject(
  tx: CallerTransaction,
  id: string,
  change: {
    title?: string;
    classId?: string | null;
    handedInAt?: Date | null;
    deletedAt?: Date | null;
  },
): Promise<void> {
  const { numUpdatedRows } = await tx.updateTable('project').set(change).where('id', '=', id).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new DataError('not_found');
}

/** Shares a project of a class with a classmate. Owner only. @throws DataError `not_allowed` */
export async function inviteToProject(tx: CallerTransaction, projectId: string, seatId: string): Promise<void> {
  await sql`select app.project_invite(${projectId}, ${seatId})`.execute(tx);
}

export async function listProjectMembers(
  tx: CallerTransaction,
  projectId: string,
): Promise<{ personId: string; nickname: string }[]> {
  return tx
    .selectFrom('projectMember')
    .select(['personId', 'nickname'])
    .where('projectId', '=', projectId)
    .orderBy('addedAt')
    .execute();
}

/** The owner takes a member out, or a member leaves. */
export async function removeFromProject(tx: CallerTransaction, projectId: string, personId: string): Promise<void> {
  await tx.deleteFrom('projectMember').where('projectId', '=', projectId).where('personId', '=', personId).execute();
}

/** Deletes for good what has been in the bin since before an instant. System only; sweep afterwards. */
export async function emptyBin(tx: CallerTransaction, before: Date): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom('project').where('deletedAt', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}
