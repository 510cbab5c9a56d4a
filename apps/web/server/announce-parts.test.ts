import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { announceParts, readParts } from './announce-parts.ts';

const WORK = '/editor/01a2026d-e41e-7847-b659-e96c7c78c590';

/** The link header with which each of these addresses answers. */
async function linksOf(paths: readonly string[], method = 'GET'): Promise<(string | null)[]> {
  const pages = announceParts((_req, res) => res.end('page'), ['_app/immutable/a.js', '_app/immutable/b.js']);
  const server = createServer((req, res) => pages(req, res, () => undefined)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const answers = await Promise.all(paths.map((path) => fetch(`http://127.0.0.1:${port}${path}`, { method })));
    return answers.map(({ headers }) => headers.get('link'));
  } finally {
    server.close();
  }
}

it('names the editor’s files with its page, whatever the address asks besides', async () => {
  const links = '</_app/immutable/a.js>; rel=modulepreload, </_app/immutable/b.js>; rel=modulepreload';
  expect(await linksOf([WORK, `${WORK}?new`])).toEqual([links, links]);
});

it('names nothing with other pages, with data and with what changes something', async () => {
  expect(await linksOf(['/', '/editor/new', `${WORK}/__data.json`, '/works'])).toEqual([null, null, null, null]);
  expect(await linksOf([WORK], 'POST')).toEqual([null]);
});

it('reads the list of a build, and says so where there is none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'paperkite-parts-'));
  const build = pathToFileURL(`${folder}/`);
  try {
    await expect(readParts(build)).rejects.toMatchObject({ code: 'ENOENT' });
    await mkdir(join(folder, 'client/_app'), { recursive: true });
    await writeFile(join(folder, 'client/_app/editor-parts.json'), '["_app/immutable/a.js"]');
    expect(await readParts(build)).toEqual(['_app/immutable/a.js']);
  } finally {
    await rm(folder, { recursive: true });
  }
});
