import type { Plugin } from 'vite';

export function bundleScript(options: {
  entry: string;
  name: string;
  minify?: boolean;
  plugins?: Plugin[];
}): Promise<string>;
export function bundleFrame(options?: { minify?: boolean }): Promise<{ code: string; hash: string; gzipBytes: number }>;
export function buildFrame(outDir: string): Promise<{ file: string; bytes: number; gzipBytes: number }>;
