export { BoardConnection, type BoardConnectionOptions } from './board-connection.ts';
export type * from './board-kind.ts';
export type * from './board-source.ts';
export { explainError, type ExplainedError } from './code-of-error.ts';
export * from './connect-codes.ts';
export * from './connection-state.ts';
