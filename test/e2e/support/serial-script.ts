import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const file = (specifier: string): string => fileURLToPath(import.meta.resolve(specifier));

async function bundle(entry: string, define: Record<string, string> = {}): Promise<string> {
  const outputs = await build({
    configFile: false,
    logLevel: 'warn',
    define,
    build: { write: false, target: 'es2023', lib: { entry, name: 'bundle', formats: ['iife'] } },
  });
  const [made] = [outputs].flat() as { output: { code: string }[] }[];
  return made?.output[0]?.code ?? '';
}

/** A script for `addInitScript`: a browser whose Web Serial has an Uno with a bootloader, fresh from the shop. See `serial-page.ts`. */
export async function serialScript(): Promise<string> {
  const worker = await bundle(file('@paperkite/simulators/worker'));
  const bootloader = readFileSync(file('@paperkite/firmware-arduino-uno/bootloader/paperkite-bootloader.hex'), 'utf8');
  return bundle(fileURLToPath(new URL('./serial-page.ts', import.meta.url)), {
    WORKER_CODE: JSON.stringify(worker),
    BOOTLOADER: JSON.stringify(bootloader),
  });
}
