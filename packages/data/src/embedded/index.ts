export { startEmbeddedPostgres } from './supervisor.ts';
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from './supervisor.ts';
