import { connect } from 'node:net';
import type { Server } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { createHttpServer, listen, type HttpParts } from './http-server.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function start(parts: Partial<HttpParts> = {}): Promise<number> {
  server = createHttpServer({
    pages: (req, res) => res.end(String(req.headers['x-forwarded-proto'])),
    ready: async () => true,
    upgrade: (_req, socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
    trustProxy: false,
    origin: undefined,
    ...parts,
  });
  return listen(server, 0, '127.0.0.1');
}

/** Sends raw lines and resolves with all that comes back. */
function speak(port: number, ...lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`${[...lines, 'Host: localhost'].join('\r\n')}\r\n\r\n`),
    );
    socket.on('data', (data) => (heard += String(data)));
    socket.on('close', () => resolve(heard));
    socket.on('error', reject);
  });
}

const UPGRADE = ['Connection: Upgrade', 'Upgrade: websocket'];

it('hands sockets of /collab over and survives every other address', async () => {
  const port = await start();
  expect(await speak(port, 'GET /collab?x HTTP/1.1', ...UPGRADE)).toContain('101');
  for (const target of ['//', '/collaborate', 'http://[', '*', '/']) {
    expect(await speak(port, `GET ${target} HTTP/1.1`, ...UPGRADE)).not.toContain('101');
  }
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
});

it('refuses bodies by what they say of their size, and takes large ones only as files of entries', async () => {
  const port = await start();
  const post = (path: string, header: string): Promise<string> =>
    speak(port, `PUT ${path} HTTP/1.1`, header, 'Connection: close');
  const videoBytes = 200 * 1024 * 1024;
  expect(await post('/join', `Content-Length: ${videoBytes}`)).toContain('413');
  expect(await post('/join', 'Transfer-Encoding: chunked')).toContain('411');
  expect(await post('/api/entries/1/uploads/video', `Content-Length: ${videoBytes}`)).toContain('200 OK');
  expect(await post('/api/entries/1/uploads/video', `Content-Length: ${2 * videoBytes}`)).toContain('413');
});

it('believes a proxy about the protocol only where it is told to, and else its own address', async () => {
  const ask = async (port: number): Promise<string> =>
    (await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-forwarded-proto': 'https' } })).text();
  expect(await ask(await start())).toBe('http');
  server?.close();
  expect(await ask(await start({ trustProxy: true }))).toBe('https');
  server?.close();
  expect(await ask(await start({ origin: 'https://kite.example' }))).toBe('https');
});
