import { asPerson, createUpdateLog, projectAccess, withCaller, type DatabaseHandle } from '@paperkite/data';
import { isUuid } from '@paperkite/kernel';
import { createCollabServer, type Access, type CollabRequest, type CollabServer } from '@paperkite/collab/server';
import type { ClassWalls } from './classroom/class-walls.ts';
import type { Identity } from './identity/identity.ts';

/** The sync server over the database's log: rows decide who may open what, sessions who is who. */
export function createAppCollab(parts: {
  db: DatabaseHandle;
  connectionString: string;
  identity: Identity;
  walls: ClassWalls;
}): { server: CollabServer; close(): Promise<void> } {
  const { db, connectionString, identity, walls } = parts;
  const log = createUpdateLog(connectionString, {});

  async function authorize({ documentId, token, headers }: CollabRequest): Promise<Access> {
    const person = await identity.signedIn(token === '' ? headers : new Headers({ authorization: `Bearer ${token}` }));
    if (!person) return { refused: 'not-signed-in' };
    if (!isUuid(documentId)) return { refused: 'unknown-project' };
    const access = await withCaller(db, asPerson(person.personId), (tx) =>
      projectAccess(tx, documentId, person.personId),
    );
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
