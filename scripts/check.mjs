// npm run check: format, lint, types, borders, dead code. All are run; the first failure does not hide the others.
import process from 'node:process';
import { ensureMessages } from './lib/build.mjs';
import { join } from 'node:path';
import { ROOT, alone, bundledNode, ensureInstalled, run, runTool, say } from './lib/toolchain.mjs';

const WEB = join(ROOT, 'apps/web');

await alone(async () => {
  await ensureInstalled();
  await ensureMessages();
  // Types of routes are generated.
  await runTool('svelte-kit', ['sync'], { cwd: WEB });
});

const CHECKS = [
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['lint', 'eslint', ['--max-warnings', '0', '.']],
  ['types', 'tsc', ['-p', 'tsconfig.json']],
  ['types of the interface', 'svelte-check', ['--tsconfig', './packages/ui/tsconfig.json', '--fail-on-warnings']],
  ['types of the application', 'svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings'], WEB],
  [
    'borders',
    'depcruise',
    [
      '--config',
      '.dependency-cruiser.cjs',
      'packages',
      'firmware-bridges',
      'apps/web/src',
      'apps/web/server',
      'test',
      'bench',
      'scripts',
    ],
  ],
  ['dead code', 'knip', ['--no-config-hints']],
];

const failed = [];
for (const [title, tool, args, cwd = ROOT] of CHECKS) {
  say(title);
  if ((await runTool(tool, args, { cwd })) !== 0) failed.push(title);
}
say('licences');
if ((await run(bundledNode(), [join(ROOT, 'scripts/notices.mjs'), '--check'])) !== 0) failed.push('licences');
if (failed.length > 0) {
  process.stderr.write(`\nfailed: ${failed.join(', ')}\n`);
  process.exit(1);
}
