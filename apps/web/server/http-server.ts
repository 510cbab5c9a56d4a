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
  /** Address under which people see the application; says the protocol where no proxy is trusted to. */
  origin: string | undefined;
  /** Milliseconds, see {@link TIMEOUTS}. */
  timeouts?: Partial<typeof TIMEOUTS>;
}

/**
 * Whoever dawdles does not keep a connection. Milliseconds: for the head of a request, for all of it (a video over a village's
 * line), and for each pause in a body.
 */
const TIMEOUTS = { head: 20_000, request: 60 * 60_000, pause: 30_000, check: 5000 };

/** On every answer, whoever gives it; pages and files add their own content policy. */
const HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(self), serial=(self), usb=(self), geolocation=()',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'SAMEORIGIN',
};

/** Files that go with an entry are the only large bodies: a video of the 2024 notice may have 200 MB. */
const UPLOAD_PATH = /^\/api\/entries\/[^/]+\/uploads\//;
const MAX_UPLOAD_BYTES = 256 << 20;
/** Above the largest costume or sound. */
const MAX_BODY_BYTES = 64 << 20;
/** For SvelteKit's adapter, which counts what arrives piece by piece. */
export const BODY_SIZE_LIMIT = String(MAX_UPLOAD_BYTES);

/** The one HTTP server: health, pages and the collaboration socket. */
export function createHttpServer(parts: HttpParts): Server {
  const protocol = parts.origin?.startsWith('https:') ? 'https' : 'http';
  const timeouts = { ...TIMEOUTS, ...parts.timeouts };
  const options = {
    headersTimeout: timeouts.head,
    requestTimeout: timeouts.request,
    connectionsCheckingInterval: timeouts.check,
  };
  const server = createServer(options, (req, res) => {
    for (const [name, value] of Object.entries(HEADERS)) res.setHeader(name, value);
    if (protocol === 'https') res.setHeader('strict-transport-security', 'max-age=15552000');
    if (req.url === '/healthz') {
      void answerHealth(parts, res);
      return;
    }
    const refusal = bodyRefusal(req);
    if (refusal !== undefined) {
      res.writeHead(refusal, { connection: 'close' }).end();
      return;
    }
    if (isForeign(req, parts.origin)) {
      res.writeHead(403, { connection: 'close' }).end();
      return;
    }
    watchBody(req, res, { pauseMs: timeouts.pause, idleMs: server.keepAliveTimeout });
    if (!parts.trustProxy || !req.headers['x-forwarded-proto']) req.headers['x-forwarded-proto'] = protocol;
    parts.pages(req, res, () => {
      res.writeHead(404).end();
    });
  });
  server.on('upgrade', (req, socket, head) => {
    // Node takes its own listener away: a client that resets the connection now would end the process.
    socket.on('error', () => socket.destroy());
    if (/^\/collab(?![^/?])/.test(req.url ?? '')) parts.upgrade(req, socket, head);
    else if (server.listenerCount('upgrade') === 1) socket.destroy();
  });
  return server;
}

/**
 * Whether another site's page wants to change something here with the visitor's cookies. Browsers say where a request
 * comes from; programs that say nothing have no cookies of a visitor.
 */
function isForeign({ method = '', headers }: IncomingMessage, own: string | undefined): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = headers;
  return origin !== undefined && origin !== own && !(URL.canParse(origin) && new URL(origin).host === host);
}

/**
 * Ends the connection of a body that stands still, and of one that is still coming when an idle connection would end after
 * the answer: somebody else needs it. Not at once, or clients that are still sending would not hear the answer.
 */
function watchBody(req: IncomingMessage, res: ServerResponse, times: { pauseMs: number; idleMs: number }): void {
  if (req.complete || (req.headers['content-length'] ?? '0') === '0') {
    if (req.headers['transfer-encoding'] === undefined) return;
  }
  const { socket } = req;
  const drop = (): void => void socket.destroy();
  socket.setTimeout(times.pauseMs, drop);
  const rest = (): void => {
    socket.off('timeout', drop);
    // After the answer the timer is Node's, of idle connections.
    if (!res.writableEnded) socket.setTimeout(0);
  };
  req.once('end', rest);
  req.once('close', rest);
  res.once('finish', () => {
    if (!req.complete) setTimeout(() => req.complete || drop(), times.idleMs).unref();
  });
}

/** The status that refuses a body before it is read; undefined for one that is welcome. */
function bodyRefusal({ headers, url = '' }: IncomingMessage): 411 | 413 | undefined {
  const isUpload = UPLOAD_PATH.test(url);
  const length = headers['content-length'];
  // Browsers say how much they send; whoever does not could send without end.
  if (length === undefined) return headers['transfer-encoding'] !== undefined && !isUpload ? 411 : undefined;
  return Number(length) > (isUpload ? MAX_UPLOAD_BYTES : MAX_BODY_BYTES) ? 413 : undefined;
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
