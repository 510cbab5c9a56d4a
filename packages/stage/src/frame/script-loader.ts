import type { ProgramFactory } from '../runtime/contract.ts';
import type { WorkerScope } from './worker-scope.ts';

/** The name that a program's script leaves its factory under, see the compiler's `CompiledProject`. */
const GLOBAL_NAME = '__paperkite';

/** Runs program text as a `blob:` script: policies forbid `eval`. Made before the worker is locked down. */
export class ScriptLoader {
  readonly #run: (url: string) => void;

  constructor(scope: WorkerScope) {
    this.#run = scope.importScripts.bind(scope);
  }

  /**
   * What the expression evaluates to.
   * @throws SyntaxError, or whatever evaluating throws
   */
  evaluate(code: string): ProgramFactory {
    const url = URL.createObjectURL(new Blob([`self.${GLOBAL_NAME} = ${code}`], { type: 'text/javascript' }));
    const scope = globalThis as { [GLOBAL_NAME]?: unknown };
    try {
      this.#run(url);
      const factory = scope[GLOBAL_NAME];
      if (typeof factory !== 'function') throw new TypeError('the program is not a function');
      return factory as ProgramFactory;
    } finally {
      delete scope[GLOBAL_NAME];
      URL.revokeObjectURL(url);
    }
  }
}
