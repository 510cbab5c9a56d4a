/** The part of npm's stk500 that the tests use; it brings no types. */
declare module 'stk500' {
  /** What it needs of a serial port. */
  export interface Stk500Stream {
    write(bytes: Uint8Array, done: (error?: Error) => void): void;
    on(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
    removeListener(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  }

  export interface Stk500Board {
    /** Milliseconds of the clock on the wall for each answer. */
    timeout: number;
    signature: Uint8Array;
    pageSize: number;
    pagesizehigh: number;
    pagesizelow: number;
  }

  export default class Stk500 {
    constructor(options: { quiet: boolean });
    bootload(stream: Stk500Stream, bytes: Uint8Array, board: Stk500Board, done: (error?: Error) => void): void;
  }
}
