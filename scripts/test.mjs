// npm test: unit, property and policy tests, then the whole job in a real browser against the built application.
// --deep: random tests with the counts that the issues state. --unit, --e2e: only that half.
import { join } from 'node:path';
import process from 'node:process';
import { ensureAvrTools } from './lib/avr-tools.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { ROOT, alone, ensureInstalled, runTool, say } from './lib/toolchain.mjs';

const flags = new Set(process.argv.slice(2));
const env = flags.has('--deep') ? { PAPERKITE_DEEP: '1' } : {};

await alone(async () => {
  await ensureInstalled();
  await ensureChromium();
  ensureAvrTools();
  await ensureBuilt();
  // A fresh installation drops what the build left for the type checker and the test runner.
  await runTool('svelte-kit', ['sync'], { cwd: join(ROOT, 'apps/web') });
});

let failed = 0;
if (!flags.has('--e2e')) {
  say('Unit, property and policy tests');
  failed |= await runTool('vitest', ['run'], { env });
}
if (!flags.has('--unit')) {
  say('The whole job in a browser');
  failed |= await runTool('vitest', ['run', '--config', 'test/e2e/vitest.config.ts'], { env });
}
process.exit(failed ? 1 : 0);
