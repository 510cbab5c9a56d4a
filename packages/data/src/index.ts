export {
  ANONYMOUS,
  SYSTEM,
  asPerson,
  createDatabase,
  createIdentityPool,
  pingDatabase,
  withCaller,
} from './database.ts';
export type { Caller, CallerTransaction, DatabaseHandle, DatabaseOptions } from './database.ts';
export { DATA_ERROR_CODES, DataError } from './errors.ts';
export type { DataErrorCode } from './errors.ts';
export { migrate } from './migrate.ts';
export * from './schema/index.ts';
