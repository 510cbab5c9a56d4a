/** Bytes of what was written, by kind of file. */
export interface MakeCodeSizes {
  compiler: number;
  target: number;
  simulator: number;
  runtimes: number;
}
export function buildMakeCode(outDir: string): Promise<MakeCodeSizes>;
