export {
  ANONYMOUS,
  SYSTEM,
  asPerson,
  createDatabase,
  createIdentityPool,
  lockTransaction,
  pingDatabase,
  withCaller,
} from './database.ts';
export type { Caller, CallerTransaction, DatabaseHandle, DatabaseOptions } from './database.ts';
export { DATA_ERROR_CODES, DataError } from './errors.ts';
export type { DataErrorCode } from './errors.ts';
export { migrate } from './migrate.ts';
export * from './schema/index.ts';
export { createUpdateLog } from './update-log.ts';
export type { PostgresUpdateLog, UpdateLogOptions } from './update-log.ts';
export * from './repositories/assets.ts';
export * from './repositories/audit.ts';
export * from './repositories/classes.ts';
export * from './repositories/contests.ts';
export * from './repositories/entries.ts';
export * from './repositories/entry-views.ts';
export * from './repositories/handouts.ts';
export * from './repositories/join-codes.ts';
export * from './repositories/people.ts';
export * from './repositories/pins.ts';
export * from './repositories/projects.ts';
export * from './repositories/seats.ts';
export * from './repositories/units.ts';
export * from './repositories/versions.ts';
