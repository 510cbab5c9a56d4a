import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import * as Y from 'yjs';
import { createCollabServer } from '../collab-server.ts';
import type { Access, CollabServer, CollabServerOptions } from '../collab-server.ts';
import { memoryLog } from './memory-log.ts';
import type { MemoryLog } from './memory-log.ts';

/** Waits until a condition holds; fails after five seconds. */
export async function until(condition: () => boolean, what = 'condition'): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`still waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Tokens of the test are `person` or `person:read`; documents named `no-...` do not exist. */
export async function authorizeByToken({ token, documentId }: { token: string; documentId: string }): Promise<Access> {
  if (documentId.startsWith('no-')) return { refused: 'unknown-project' };
  const [id, right] = token.split(':');
  return id ? { person: { id, name: `Name of ${id}` }, readOnly: right === 'read' } : { refused: 'not-signed-in' };
}

export interface TestServer {
  collab: CollabServer;
  log: MemoryLog;
  url: string;
  port: number;
  stop(): Promise<void>;
}

/** A real HTTP server with the sync server on it, on a free port. */
export async function startServer(options: Partial<CollabServerOptions> = {}): Promise<TestServer> {
  const log = memoryLog();
  const collab = createCollabServer({ authorize: authorizeByToken, log, ...options });
  const http = createServer();
  http.on('upgrade', collab.handleUpgrade);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    collab,
    log,
    port,
    url: `ws://127.0.0.1:${port}/collab`,
    async stop() {
      await collab.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

export interface TestClient {
  doc: Y.Doc;
  provider: HocuspocusProvider;
  socket: HocuspocusProviderWebsocket;
  /** Reasons of refusals and closes, in order. */
  refusals: string[];
  stop(): void;
}

/** A plain Hocuspocus client, nothing of ours. */
export function connect(url: string, name: string, token: string, doc = new Y.Doc()): TestClient {
  const refusals: string[] = [];
  const socket = new HocuspocusProviderWebsocket({ url, delay: 50, minDelay: 50, maxDelay: 100 });
  const provider = new HocuspocusProvider({
    websocketProvider: socket,
    name,
    token,
    document: doc,
    onAuthenticationFailed: ({ reason }) => refusals.push(reason),
    onClose: ({ event }) => refusals.push(event.reason),
  });
  provider.attach();
  return {
    doc,
    provider,
    socket,
    refusals,
    stop() {
      provider.destroy();
      socket.destroy();
    },
  };
}
