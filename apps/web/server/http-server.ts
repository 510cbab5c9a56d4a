import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

export type PageHandler = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;

export interface HttpParts {
  /** SvelteKit's handler, or Vite's in development. */
  pages: PageHandler;
  /** Whether the database answers. */
  ready: () => Promise<boolean>;
  /** Takes over WebSocket upgrades on /collab; refuses others by destroying the socket. */
  upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
  trustProxy: boolean;
}

/** The one HTTP server: health, pages and the collaboration socket. */
export function createHttpServer(parts: HttpParts): Server {
  const server = createServer((req, res) => {
    if (req.url === '/healthz') {
      void answerHealth(parts, res);
      return;
    }
    if (!parts.trustProxy || !req.headers['x-forwarded-proto']) req.headers['x-forwarded-proto'] = 'http';
    parts.pages(req, res, () => {
      res.writeHead(404).end();
    });
  });
  server.on('upgrade', (req, socket, head) => {
    if (new URL(req.url ?? '/', 'http://localhost').pathname.startsWith('/collab')) parts.upgrade(req, socket, head);
    else if (server.listenerCount('upgrade') === 1) socket.destroy();
  });
  return server;
}

async function answerHealth(parts: HttpParts, res: ServerResponse): Promise<void> {
  const ready = await parts.ready().catch(() => false);
  res.writeHead(ready ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  res.end(JSON.stringify({ ready }));
}

/** Listens; resolves with the port in use. Rejects with the listen error (`EADDRINUSE`, ...). */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** Takes no new requests, lets the running ones end for at most `graceMs`, then closes what is left. */
export async function drain(server: Server, graceMs = 10_000): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}
