export * from './transport/clock.ts';
export * from './transport/errors.ts';
export type * from './transport/transport.ts';
