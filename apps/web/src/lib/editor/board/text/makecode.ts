import { createWorkerCompiler, fetchMakeCodeFiles, type MakeCodeCompiler } from '@paperkite/makecode';

/** Where MakeCode's files lie on our own server. */
const FOLDER = '/makecode/';

let opened: Promise<MakeCodeCompiler> | undefined;
let users = 0;

/** The page's one compiler for micro:bit programs, for whoever needs it; it holds some 300 MB. */
export interface SharedMakeCode {
  /** Rejects when the compiler cannot be had now; the next call tries again. */
  compile: MakeCodeCompiler['compile'];
  /** It goes when the last one let go of it. */
  release(): void;
}

/** Takes hold of the compiler, which begins to load and to warm up. */
export function useMakeCode(): SharedMakeCode {
  users++;
  let released = false;
  void open().catch(() => undefined);
  return {
    async compile(request, options) {
      return (await open()).compile(request, options);
    },
    release() {
      if (released) return;
      released = true;
      if (--users > 0) return;
      void opened?.then((compiler) => compiler.close()).catch(() => undefined);
      opened = undefined;
    },
  };
}

function open(): Promise<MakeCodeCompiler> {
  opened ??= fetchMakeCodeFiles(FOLDER)
    .then(createWorkerCompiler)
    .catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
  return opened;
}
