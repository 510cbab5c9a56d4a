import type { Connection, Document } from '@hocuspocus/server';
import * as decoding from 'lib0/decoding';

/** Who a connection belongs to, as the application's `authorize` said. */
export interface CollabPerson {
  id: string;
  /** What the others see. */
  name: string;
  /** For the interface: what kind of person (`pupil`, `teacher`). */
  role?: string;
}

const AWARENESS = 1;

/**
 * The client ids that a raw message speaks about; none for messages of other kinds. Hocuspocus' hook shows one more: the
 * states that it hands out hold an empty one of its own making, which would stay in the document as a guest without a name.
 */
export function awarenessClients(message: Uint8Array): Set<number> {
  const clients = new Set<number>();
  try {
    const decoder = decoding.createDecoder(message);
    decoding.readVarString(decoder);
    if (decoding.readVarUint(decoder) !== AWARENESS) return clients;
    const inner = decoding.createDecoder(decoding.readVarUint8Array(decoder));
    for (let count = decoding.readVarUint(inner); count > 0; count--) {
      clients.add(decoding.readVarUint(inner));
      decoding.readVarUint(inner);
      decoding.readVarString(inner);
    }
  } catch {
    // Cut off: Hocuspocus finds out by itself and closes the connection.
  }
  return clients;
}

/**
 * Makes the awareness states of a client honest: one client id, which nobody else has, not longer than allowed, and with the
 * person that the server knows, whatever the client wrote. Changes the map in place; returns the id, if there is one.
 */
export function stampPresence(
  states: Map<number, Record<string, unknown>>,
  person: CollabPerson,
  isOwn: (clientId: number) => boolean,
  maxBytes: number,
): number | undefined {
  const own = [...states.keys()].find(isOwn);
  for (const [clientId, state] of [...states]) {
    if (clientId !== own) states.delete(clientId);
    else states.set(clientId, { ...(JSON.stringify(state).length > maxBytes ? {} : state), person });
  }
  return own;
}

/** Whether the client id is taken by another person's connection to the same document. */
export function takenByAnother(
  document: Document,
  connection: Connection,
  clientId: number,
  personId: string,
): boolean {
  return document.getConnections().some((other) => {
    const owner = (other.context as { person?: CollabPerson }).person;
    return other !== connection && owner?.id !== personId && document.getClients(other).has(clientId);
  });
}
