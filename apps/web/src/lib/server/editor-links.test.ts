import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { readEditorParts } from '#server/editor-parts.ts';
import { editorLinks } from './editor-links.ts';

const PARTS = {
  scripts: ['_app/a.js', '_app/b.js'],
  styles: ['_app/here.css', '_app/late.css'],
  words: { 'zh-CN': '_app/zh.js', en: '_app/en.js' },
};
const PAGE = '<link href="../_app/here.css" rel="stylesheet" disabled>';

it('names scripts, the words of the language, and styles that the page has not', () => {
  expect(editorLinks(PARTS, PAGE, 'zh-CN', false).split(', ')).toEqual([
    '</_app/late.css>; rel=preload; as=style; crossorigin',
    '</_app/a.js>; rel=modulepreload',
    '</_app/b.js>; rel=modulepreload',
    '</_app/zh.js>; rel=modulepreload',
  ]);
});

it('names the library where a work begins', () => {
  const links = editorLinks(PARTS, PAGE, 'en', true).split(', ');
  expect(links).toContain('</library/library.json>; rel=preload; as=fetch; crossorigin');
  expect(links.at(-1)).toBe('</_app/en.js>; rel=modulepreload');
});

it('reads the list of a build, and says so where there is none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'paperkite-parts-'));
  const build = pathToFileURL(`${folder}/`);
  try {
    await expect(readEditorParts(build)).rejects.toMatchObject({ code: 'ENOENT' });
    await mkdir(join(folder, 'client/_app'), { recursive: true });
    await writeFile(join(folder, 'client/_app/editor-parts.json'), JSON.stringify(PARTS));
    expect(await readEditorParts(build)).toEqual(PARTS);
  } finally {
    await rm(folder, { recursive: true });
  }
});
