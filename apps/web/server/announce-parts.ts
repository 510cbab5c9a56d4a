import { readFile } from 'node:fs/promises';
import type { PageHandler } from './http-server.ts';

const EDITOR = /^\/editor\/[0-9a-f-]{36}(\?|$)/;

/** Names with the editor's page the files that it needs, so that a slow line is busy from the first moment. */
export function announceParts(pages: PageHandler, files: readonly string[]): PageHandler {
  const link = files.map((file) => `</${file}>; rel=modulepreload`).join(', ');
  return (req, res, next) => {
    if (link !== '' && req.method === 'GET' && EDITOR.test(req.url ?? '')) res.setHeader('link', link);
    pages(req, res, next);
  };
}

/** @param build The folder of the built application; rejects where its list is missing or broken. */
export async function readParts(build: URL): Promise<readonly string[]> {
  return JSON.parse(await readFile(new URL('client/_app/editor-parts.json', build), 'utf8')) as string[];
}
