import {
  asPerson,
  audit,
  createUpdateLog,
  findClass,
  projectAccess,
  withCaller,
  type CallerTransaction,
  type DatabaseHandle,
  type ProjectAccess,
} from '@paperkite/data';
import { isUuid, type Clock } from '@paperkite/kernel';
import { createCollabServer, type Access, type CollabRequest, type CollabServer } from '@paperkite/collab/server';
import type { ClassWalls } from './classroom/class-walls.ts';
import type { Identity } from './identity/identity.ts';

/** A teacher who looks into a work again within this time goes into the log once: connections come and go by themselves. */
const ONE_LOOK_MS = 10 * 60_000;

/** The sync server over the database's log: rows decide who may open what, sessions who is who. */
export function createAppCollab(parts: {
  db: DatabaseHandle;
  connectionString: string;
  identity: Identity;
  walls: ClassWalls;
  clock: Clock;
}): { server: CollabServer; close(): Promise<void> } {
  const { db, connectionString, identity, walls, clock } = parts;
  const log = createUpdateLog(connectionString, {});
  const looks = new Map<string, number>();

  /** Notes that a teacher opened a pupil's work, by whichever way: the content comes through here alone. */
  async function auditLook(
    tx: CallerTransaction,
    projectId: string,
    teacher: string,
    access: ProjectAccess,
  ): Promise<void> {
    const key = `${teacher} ${projectId}`;
    const now = clock.now();
    for (const [known, at] of looks) if (now - at > ONE_LOOK_MS) looks.delete(known);
    if (looks.has(key)) return;
    looks.set(key, now);
    const found = access.classId === null ? undefined : await findClass(tx, access.classId);
    await audit(tx, {
      action: 'project.opened',
      unitId: found?.unitId ?? null,
      subjectId: access.ownerId,
      object: { kind: 'project', id: projectId },
    });
  }

  async function authorize({ documentId, token, headers }: CollabRequest): Promise<Access> {
    const person = await identity.signedIn(token === '' ? headers : new Headers({ authorization: `Bearer ${token}` }));
    if (!person) return { refused: 'not-signed-in' };
    if (!isUuid(documentId)) return { refused: 'unknown-project' };
    const access = await withCaller(db, asPerson(person.personId), async (tx) => {
      const found = await projectAccess(tx, documentId, person.personId);
      if (found?.as === 'teacher') await auditLook(tx, documentId, person.personId, found);
      return found;
    });
    if (!access) return { refused: 'no-access' };
    const role = access.as === 'teacher' ? 'teacher' : person.kind;
    return { person: { id: person.personId, name: person.displayName, role }, readOnly: !access.mayEdit };
  }

  const server = createCollabServer({
    authorize,
    log,
    onChange: (documentId, person) => walls.edited(documentId, person?.id),
    onPresence: (documentId, people) => walls.present(documentId, people),
    report: (problem) => console.error('[collab]', problem),
  });
  return {
    server,
    async close() {
      await server.close();
      await log.close();
    },
  };
}
