import type { MakeCodeDiagnostic } from './diagnostic.ts';

/**
 * Which of MakeCode's packages a program may use. Only sets whose C++ runtime ships compiled are here, so that compiling
 * never needs a server: what blocks write needs `blocks`; text may use `servos` as well, which needs no other runtime.
 */
export const DEPENDENCY_SETS = {
  blocks: ['core', 'radio', 'microphone'],
  text: ['core', 'radio', 'microphone', 'servo'],
} as const satisfies Record<string, readonly string[]>;

/** SHA-256 of the C++ of those sets, for V1 and V2: the names of the compiled runtimes in pxt-microbit's `built/hexcache`. */
export const RUNTIMES = [
  '949fbd03bf2de1d4bf409bb1e68613a9d8745ca0bbafef44aa472a60ef9c0f73',
  '354b97da4696027afdaa3977420ec181bfc88a2faa2d2c0174842767718551e7',
] as const;

export type DependencySet = keyof typeof DEPENDENCY_SETS;

/**
 * What is wanted: `universal` is one .hex for V1 and V2, `v1` and `v2` a plain .hex for a board that is known (three times as
 * fast), `simulator` the JavaScript that the simulator runs.
 */
export type CompileOutput = 'universal' | 'v1' | 'v2' | 'simulator';

export interface CompileRequest {
  /** The program as MakeCode TypeScript, the whole of `main.ts`. */
  text: string;
  dependencies: DependencySet;
  output: CompileOutput;
}

export interface CompileOutcome {
  /** Intel HEX, or JavaScript for the simulator. Null when a diagnostic is an error. */
  code: string | null;
  /** In the order of the text. Never empty when there is no code. */
  diagnostics: readonly MakeCodeDiagnostic[];
  /** How long the engine worked on it, in milliseconds. */
  milliseconds: number;
}

/** MakeCode's compiler, wherever it runs. Requests are answered one after the other. */
export interface MakeCodeCompiler {
  /** @throws MakeCodeError; the signal's reason when it is aborted, which only stops the waiting. */
  compile(request: CompileRequest, options?: { signal?: AbortSignal }): Promise<CompileOutcome>;
  /** Ends the engine; what still waits fails with `closed`. */
  close(): void;
}
