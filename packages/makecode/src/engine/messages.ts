import type { CompileOutcome, CompileRequest } from '../compiler.ts';
import type { MakeCodeErrorCode } from '../makecode-error.ts';

/** What the page tells the worker. `start` comes first and once. */
export type ToWorker =
  | {
      type: 'start';
      /** Address of the trimmed `target.json`. */
      target: string;
      /** Addresses of the compiled runtimes, by their hash. */
      runtimes: Readonly<Record<string, string>>;
    }
  | { type: 'compile'; serial: number; request: CompileRequest };

/** What the worker tells the page. */
export type FromWorker =
  | { type: 'done'; serial: number; outcome: CompileOutcome }
  /** Without a serial: the engine did not start, and never will in this worker. */
  | {
      type: 'failed';
      serial: number | null;
      code: MakeCodeErrorCode;
      details: Readonly<Record<string, string | number>>;
    };
