/**
 * Why the server does not take a connection or an edit. Travels as the reason of Hocuspocus' "permission denied" and
 * "close" messages and of the WebSocket close frame, so that the client can tell the person what to do.
 */
export const REFUSALS = [
  'not-signed-in',
  'unknown-project',
  'no-access',
  /** The update is not one; a program error, not a person's. */
  'malformed-update',
  'update-too-big',
  'project-too-big',
  /** More messages than any person makes. */
  'too-fast',
  /** The client does not read what it is sent. */
  'too-slow',
  /** The database does not take the edit now. */
  'log-unavailable',
  'server-closing',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

export const isRefusal = (text: unknown): text is RefusalCode => (REFUSALS as readonly unknown[]).includes(text);

/** What the server tells a client whose rights changed while it was connected, as a stateless message. */
export interface AccessMessage {
  type: 'access';
  readOnly: boolean;
}

export function parseAccessMessage(payload: string): AccessMessage | undefined {
  try {
    const message = JSON.parse(payload) as Partial<AccessMessage> | null;
    return message?.type === 'access' && typeof message.readOnly === 'boolean' ? (message as AccessMessage) : undefined;
  } catch {
    return undefined;
  }
}

/** Where the sync server listens. */
export const COLLAB_PATH = '/collab';
