import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { compressed } from './compressed.ts';

const PAGE = '<p>纸鸢</p>'.repeat(500);

const ask = (encodings?: string): Request =>
  new Request('http://localhost/', encodings === undefined ? {} : { headers: { 'accept-encoding': encodings } });
const answer = (page: string, headers: Record<string, string> = {}): Response =>
  new Response(page, { status: 403, headers: { etag: '"tag"', 'content-length': '7000', ...headers } });

it('compresses a page; status and the rest stay', async () => {
  const sent = compressed(ask('gzip, deflate, br'), answer(PAGE, { link: '</a.js>' }), PAGE);
  expect(sent.status).toBe(403);
  expect(Object.fromEntries(sent.headers)).toMatchObject({
    'content-encoding': 'gzip',
    vary: 'accept-encoding',
    etag: 'W/"tag"',
    link: '</a.js>',
  });
  expect(sent.headers.has('content-length')).toBe(false);
  const bytes = Buffer.from(await sent.arrayBuffer());
  expect(bytes.length).toBeLessThan(PAGE.length / 10);
  expect(gunzipSync(bytes).toString()).toBe(PAGE);
});

it('leaves alone what is short, compressed already, or asked for as it is', () => {
  const cases: [Request, Response, string][] = [
    [ask('gzip'), answer('<p>'), '<p>'],
    [ask('gzip'), answer(PAGE, { 'content-encoding': 'br' }), PAGE],
    [ask('br'), answer(PAGE), PAGE],
    [ask(), answer(PAGE), PAGE],
  ];
  for (const [request, response, page] of cases) expect(compressed(request, response, page)).toBe(response);
});
