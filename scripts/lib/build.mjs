import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, bundledNode, fail, isFresh, run, runTool, say, writeStamp } from './toolchain.mjs';

const MESSAGE_INPUTS = ['packages/i18n/messages', 'packages/i18n/project.inlang/settings.json', 'package-lock.json'];
const MESSAGE_STAMP = join(ROOT, 'packages/i18n/src/generated/.stamp');

const APP_INPUTS = [
  'apps/web/src',
  'apps/web/static',
  'apps/web/vite.config.ts',
  'apps/web/package.json',
  'packages',
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

/** Builds the program that runs inside the stage's sandboxed frame. */
export async function buildStageFrame() {
  const code = await run(bundledNode(), [join(ROOT, 'packages/stage/build-frame.mjs'), join(ROOT, 'apps/web/static/stage')]);
  if (code !== 0) fail('The stage could not be built.');
}

/** Builds the web application when anything it is made of changed. */
export async function ensureBuilt() {
  await ensureMessages();
  if (existsSync(join(ROOT, 'apps/web/build/handler.js')) && isFresh(APP_STAMP, APP_INPUTS)) return;
  say('Building the application (once after each update; about a minute) …');
  await buildStageFrame();
  const code = await runTool('vite', ['build', '--logLevel', 'warn'], { cwd: join(ROOT, 'apps/web') });
  if (code !== 0) fail('The application could not be built. The lines above say why.');
  writeStamp(APP_STAMP, APP_INPUTS);
}
