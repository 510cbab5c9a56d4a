import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ROOT, bundledNode, fail, isFresh, run, runTool, say, writeStamp } from './toolchain.mjs';

const MESSAGE_INPUTS = ['packages/i18n/messages', 'packages/i18n/project.inlang/settings.json', 'package-lock.json'];
const MESSAGE_STAMP = join(ROOT, 'packages/i18n/src/generated/.stamp');

const APP_INPUTS = [
  'apps/web/src',
  'apps/web/static',
  'apps/web/bundling',
  'apps/web/vite.config.ts',
  'apps/web/package.json',
  'packages',
  'firmware-bridges',
  'package-lock.json',
];
const APP_STAMP = join(ROOT, 'apps/web/build/.stamp');

/** Compiles the message catalogues to typed functions when they changed. */
export async function ensureMessages() {
  if (isFresh(MESSAGE_STAMP, MESSAGE_INPUTS)) return;
  const args = ['compile', '--project', './project.inlang', '--outdir', './src/generated'];
  args.push('--strategy', 'cookie', 'preferredLanguage', 'baseLocale', '--emit-ts-declarations', '--silent');
  const code = await runTool('paraglide-js', args, { cwd: join(ROOT, 'packages/i18n') });
  if (code !== 0) fail('The messages could not be compiled.');
  writeStamp(MESSAGE_STAMP, MESSAGE_INPUTS);
}

/** Packages that make files for the application to serve: the script, and the folder in the application's `static`. */
const STATIC_BUILDS = [
  ['packages/stage/build-frame.mjs', 'stage'],
  ['packages/makecode/build-static.mjs', 'makecode'],
];

/** What the application serves besides its own files: programs of sandboxed frames, MakeCode's compiler, Blockly's pictures. */
export async function prepareStaticFiles() {
  const blockly = createRequire(join(ROOT, 'packages/blocks/package.json')).resolve('blockly/core');
  const media = join(dirname(blockly), 'media');
  const served = join(ROOT, 'apps/web/static/blockly-media');
  mkdirSync(served, { recursive: true });
  for (const name of readdirSync(media))
    if (/\.(svg|cur|png)$/.test(name)) cpSync(join(media, name), join(served, name));
  for (const [script, folder] of STATIC_BUILDS) {
    const code = await run(bundledNode(), [join(ROOT, script), join(ROOT, 'apps/web/static', folder)]);
    if (code !== 0) fail(`${script} failed.`);
  }
}

/** Builds the web application when anything it is made of changed. */
export async function ensureBuilt() {
  await ensureMessages();
  if (existsSync(join(ROOT, 'apps/web/build/handler.js')) && isFresh(APP_STAMP, APP_INPUTS)) return;
  say('Building the application (once after each update; about a minute) …');
  await prepareStaticFiles();
  const code = await runTool('vite', ['build', '--logLevel', 'warn'], { cwd: join(ROOT, 'apps/web') });
  if (code !== 0) fail('The application could not be built. The lines above say why.');
  writeStamp(APP_STAMP, APP_INPUTS);
}
