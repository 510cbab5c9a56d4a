export { createCollabServer } from './collab-server.ts';
export type { Access, CollabRequest, CollabServer, CollabServerOptions } from './collab-server.ts';
export { COLLAB_LIMITS } from './limits.ts';
export type { CollabLimits } from './limits.ts';
export type { CollabPerson } from './presence.ts';
export type { LoadedDocument, LoggedUpdate, UpdateLog } from './update-log.ts';
export { COLLAB_PATH } from '../refusals.ts';
export type { RefusalCode } from '../refusals.ts';
