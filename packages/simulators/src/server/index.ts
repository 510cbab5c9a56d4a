export * from './uno-server.ts';
export * from './uno-trace.ts';
