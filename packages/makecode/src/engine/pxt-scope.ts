/** One complaint as pxt's compiler states it: `line` and `column` count from 0, `category` 1 is an error. */
export interface PxtDiagnostic {
  code: number;
  category: number;
  messageText: string | PxtMessageChain;
  fileName?: string;
  line?: number;
  column?: number;
  length?: number;
}

/** TypeScript's explanation of an explanation. */
export interface PxtMessageChain {
  messageText: string;
  next?: PxtMessageChain | readonly PxtMessageChain[];
}

interface PxtResult {
  success: boolean;
  outfiles: Readonly<Record<string, string>>;
  diagnostics?: readonly PxtDiagnostic[];
}

/** What the compiled runtime of a program is asked by. */
interface ExtensionInfo {
  /** SHA-256 of all C++ that the program's packages hold: the name of the .hex. */
  sha: string;
}

/**
 * What pxt's worker script leaves in its global scope, as far as we use it.
 * @see pxt-core 13.0.1, built/pxtcompiler.d.ts and built/pxtlib.d.ts
 */
export interface PxtScope {
  pxt: {
    setAppTarget(target: unknown): void;
    setAppTargetVariant(variant: string | null): void;
    setupSimpleCompile(): void;
    simpleCompileAsync(files: Record<string, string>, options: { native: boolean }): Promise<PxtResult>;
    lzmaCompressAsync(text: string): Promise<Uint8Array | null>;
    SimpleHost: { prototype: { getHexInfoAsync(info: ExtensionInfo): Promise<{ hex: readonly string[] }> } };
  };
  pxtc: { compilerHooks: object };
}
