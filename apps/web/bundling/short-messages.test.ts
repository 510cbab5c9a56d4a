import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { m } from '@paperkite/i18n';
import { build, type Rollup } from 'vite';
import { afterEach, expect, it } from 'vitest';
import { shortMessages } from './short-messages.ts';

const GENERATED = new URL('../../../packages/i18n/src/generated/', import.meta.url);

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** What becomes of the messages with these names in a page that uses them all. */
async function built(names: string[], { locales = ['zh-CN', 'en'], change = (text: string) => text } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'messages-'));
  folders.push(folder);
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
  mkdirSync(path.join(folder, 'project.inlang'));
  write('project.inlang/settings.json', JSON.stringify({ locales }));
  mkdirSync(path.join(folder, 'src/generated/messages'), { recursive: true });
  for (const name of ['runtime.js', 'registry.js'])
    cpSync(new URL(name, GENERATED), path.join(folder, 'src/generated', name));
  for (const name of names)
    write(`src/generated/messages/${name}.js`, change(readFileSync(new URL(`messages/${name}.js`, GENERATED), 'utf8')));
  write('page.js', names.map((name) => `export * from './src/generated/messages/${name}.js';`).join('\n'));
  const output = (await build({
    configFile: false,
    root: folder,
    logLevel: 'silent',
    plugins: [shortMessages(pathToFileURL(`${folder}/`))],
    build: { write: false, minify: false, lib: { entry: path.join(folder, 'page.js'), formats: ['es'] } },
  })) as Rollup.RollupOutput[];
  return output[0]!.output[0].code;
}

it('writes a message as one function that says the same in both languages', async () => {
  const code = await built(['account_name', 'classroom_put_back_name']);
  expect(code).not.toContain('en_account_name');
  const page = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Record<
    string,
    (inputs: object, options: object) => string
  >;
  const said = (name: string, locale: string) => page[name]!({ name: '燕子' }, { locale });
  for (const locale of ['zh-CN', 'en'] as const) {
    expect(said('account_name', locale)).toBe(m.account_name({}, { locale }));
    expect(said('classroom_put_back_name', locale)).toBe(m.classroom_put_back_name({ name: '燕子' }, { locale }));
  }
});

it('fails when most messages look otherwise than it knows them, and bears the few that do', async () => {
  const names = ['account_name', 'account_email'];
  const one = await built(names, { change: (text) => text.replace('const en_account_name', 'let en_account_name') });
  expect(one).toContain('en_account_name');
  expect(one).not.toContain('en_account_email');
  await expect(built(names, { change: (text) => text.replaceAll('const en_', 'let en_') })).rejects.toThrow('0 of 2');
  await expect(built([])).rejects.toThrow('0 of 0');
});

it('fails with a language that it would drop', async () => {
  await expect(built(['account_name'], { locales: ['zh-CN', 'en', 'fr'] })).rejects.toThrow('zh-CN,en,fr');
});
