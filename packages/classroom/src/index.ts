export * from './attempt-limiter.ts';
export * from './errors.ts';
export * from './handout.ts';
export * from './join-code.ts';
export * from './nickname.ts';
export * from './pin.ts';
export * from './presence.ts';
export type { FillRandom } from './secret-digits.ts';
