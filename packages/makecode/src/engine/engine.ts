import { DEPENDENCY_SETS, type CompileOutcome, type CompileOutput, type CompileRequest } from '../compiler.ts';
import { readDiagnostic } from '../diagnostic.ts';
import { MakeCodeError } from '../makecode-error.ts';
import type { PxtScope } from './pxt-scope.ts';

/** pxt's names for the two boards: by the C++ library that their runtime is built on. */
const VARIANTS: Record<CompileOutput, string | null> = { universal: null, simulator: null, v1: 'mbdal', v2: 'mbcodal' };

export interface EngineParts {
  /** Where pxt's worker script was evaluated, with no program compiled yet. */
  scope: PxtScope;
  /** pxt-microbit's target, see `trimTarget`. */
  target: unknown;
  /** Evaluates pxt-microbit's compiler extension, which joins the two boards' .hex, in the scope. */
  evaluateExtension: () => void;
  /** Text of `<sha>.hex`; null when there is none. */
  readRuntime: (sha: string) => Promise<string | null>;
  /** Milliseconds, for measuring. */
  now: () => number;
}

/** Answers one request at a time: the engine holds which variant it builds in its own globals. */
export type Engine = (request: CompileRequest) => Promise<CompileOutcome>;

/**
 * Makes pxt's compiler work without its editor, its cloud and its command line. What it would fetch is a compiled C++ runtime;
 * those come from `readRuntime`.
 */
export function createEngine({ scope, target, evaluateExtension, readRuntime, now }: EngineParts): Engine {
  const { pxt, pxtc } = scope;
  pxt.setAppTarget(target);
  pxtc.compilerHooks = {};
  // It would pack the program's text into the .hex, for MakeCode's editor. Ours reads .kite.
  pxt.lzmaCompressAsync = () => Promise.resolve(null);
  pxt.setupSimpleCompile();
  evaluateExtension();

  const runtimes = new Map<string, Promise<readonly string[]>>();
  const runtimeLines = async (sha: string): Promise<readonly string[]> => {
    const text = await readRuntime(sha);
    if (text === null) throw new MakeCodeError('makecode_no_runtime', { sha });
    return text.split(/\r?\n/);
  };
  pxt.SimpleHost.prototype.getHexInfoAsync = async ({ sha }) => {
    const lines = runtimes.get(sha) ?? runtimeLines(sha);
    runtimes.set(sha, lines);
    // A fetch that failed may succeed the next time.
    lines.catch(() => runtimes.delete(sha));
    return { hex: await lines };
  };

  return async ({ text, dependencies, output }) => {
    const started = now();
    const config = {
      name: 'paperkite',
      dependencies: Object.fromEntries(DEPENDENCY_SETS[dependencies].map((name) => [name, '*'])),
      files: ['main.ts'],
      preferredEditor: 'tsprj',
    };
    pxt.setAppTargetVariant(VARIANTS[output]);
    const files = { 'pxt.json': JSON.stringify(config), 'main.ts': text };
    const result = await pxt.simpleCompileAsync(files, { native: output !== 'simulator' }).catch((cause: unknown) => {
      if (cause instanceof MakeCodeError) throw cause;
      throw new MakeCodeError('makecode_failed', { message: String(cause) }, { cause });
    });
    const code = result.outfiles[output === 'simulator' ? 'binary.js' : 'binary.hex'];
    const diagnostics = (result.diagnostics ?? []).map(readDiagnostic);
    if (result.success && code === undefined) throw new MakeCodeError('makecode_failed', { message: 'no output' });
    return { code: (result.success && code) || null, diagnostics, milliseconds: now() - started };
  };
}
