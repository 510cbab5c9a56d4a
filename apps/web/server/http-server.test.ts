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

it('drops who dawdles with the head or the body of a request, and nobody else', async () => {
  const timeouts = { head: 300, pause: 300, check: 50 };
  let got = '';
  const port = await start({
    timeouts,
    pages: (req, res) => {
      req.on('data', (chunk) => (got += String(chunk)));
      req.on('error', () => undefined);
      req.on('end', () => setTimeout(() => res.end('done'), 600));
    },
  });
  const trickle = (first: string, pieces: readonly string[], everyMs: number): Promise<string> =>
    new Promise((resolve) => {
      let heard = '';
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(first);
        pieces.forEach((piece, i) => setTimeout(() => socket.writable && socket.write(piece), (i + 1) * everyMs));
      });
      socket.on('data', (data) => {
        heard += String(data);
        if (heard.endsWith('done')) socket.destroy();
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(heard));
    });
  const head = 'PUT /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n';
  expect(await trickle('GET / HTTP/1.1\r\n', ['A: 1\r\n', 'B: 2\r\n', 'C: 3\r\n', 'D: 4\r\n'], 200)).toContain('408');
  expect(await trickle(`${head}\r\n`, ['a'], 50)).toBe('');
  got = '';
  // Slow, but moving; and what takes the server long to answer is no fault of the client's.
  expect(await trickle(`${head}\r\n`, ['a', 'b', 'c', 'd', 'e'], 100)).toContain('done');
  expect(got).toBe('abcde');
});

it('keeps no connection longer than an idle one for a body that comes after the answer', async () => {
  const port = await start({
    timeouts: { pause: 60_000, check: 50 },
    pages: (req, res) => {
      if (req.url === '/reads') req.resume();
      if (req.url === '/starts') req.once('data', () => req.pause());
      res.end('early');
    },
  });
  server!.keepAliveTimeout = 200;
  /** How it ended: closed by the server, or still open after so many drops of the body. */
  const drip = (path: string, drops: number, length: number): Promise<'closed' | 'open'> =>
    new Promise((resolve) => {
      let left = drops;
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(`PUT ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\nx`),
      );
      const end = (how: 'closed' | 'open'): void => {
        clearInterval(timer);
        socket.destroy();
        resolve(how);
      };
      const timer = setInterval(() => (left-- > 0 ? socket.write('x') : end('open')), 100);
      socket.on('data', () => undefined);
      socket.on('error', () => undefined);
      socket.on('close', () => end('closed'));
    });
  for (const path of ['/', '/reads', '/starts']) {
    expect(await drip(path, 60, 1000), `${path} dripping`).toBe('closed');
  }
  // The timer of idle connections stands after a body that ended behind the answer.
  const slow = new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write('PUT /reads HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nx');
      setTimeout(() => socket.write('x'), 50);
    });
    const timer = setTimeout(() => resolve('open'), 6000);
    socket.on('data', () => undefined);
    socket.on('close', () => (clearTimeout(timer), resolve('closed')));
  });
  expect(await slow).toBe('closed');
}, 40_000);

it('lets no page of another site change anything', async () => {
  const port = await start();
  const ask = async (method: string, headers: Record<string, string>): Promise<string> => {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    return (await speak(port, `${method} /api/x HTTP/1.1`, 'Content-Length: 0', 'Connection: close', ...lines)).slice(
      9,
      12,
    );
  };
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    expect(await ask(method, { 'Sec-Fetch-Site': 'cross-site' })).toBe('403');
    expect(await ask(method, { 'Sec-Fetch-Site': 'same-site' })).toBe('403');
    expect(await ask(method, { Origin: 'https://evil.example' })).toBe('403');
    expect(await ask(method, { Origin: 'null' })).toBe('403');
    expect(await ask(method, { Origin: 'http://localhost' })).toBe('200');
    expect(await ask(method, { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://kite.example' })).toBe('200');
    expect(await ask(method, {})).toBe('200');
  }
  expect(await ask('GET', { 'Sec-Fetch-Site': 'cross-site' })).toBe('200');
});

it('says on every answer what a browser may do with it', async () => {
  const port = await start({ pages: (_req, _res, next) => next(), origin: 'https://kite.example' });
  for (const [path, status] of [
    ['/healthz', 200],
    ['/nowhere', 404],
  ] as const) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=(self), microphone=(self)'),
      'x-frame-options': 'SAMEORIGIN',
      'strict-transport-security': expect.stringContaining('max-age='),
    });
  }
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
