import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Hocuspocus } from '@hocuspocus/server';
import type { Connection, Document, beforeSyncPayload } from '@hocuspocus/server';
import { systemClock } from '@paperkite/kernel';
import type { Clock } from '@paperkite/kernel';
import { WebSocketServer } from 'ws';
import * as Y from 'yjs';
import type { AccessMessage, RefusalCode } from '../refusals.ts';
import { batchingLog } from './batching-log.ts';
import { durableDocuments } from './durable-documents.ts';
import type { CollabProblem } from './durable-documents.ts';
import { guardSocket } from './guarded-socket.ts';
import type { GuardedSocket } from './guarded-socket.ts';
import { COLLAB_LIMITS } from './limits.ts';
import type { CollabLimits } from './limits.ts';
import { awarenessClients, stampPresence, takenByAnother } from './presence.ts';
import type { CollabPerson } from './presence.ts';
import { Refusal } from './refusal.ts';
import type { UpdateLog } from './update-log.ts';

/** What a client shows when it asks for a document. */
export interface CollabRequest {
  documentId: string;
  /** The client's token; empty when it relies on its session cookie. */
  token: string;
  /** The headers of the WebSocket upgrade, with the cookies. */
  headers: Headers;
}

export type Access = { refused: RefusalCode } | { person: CollabPerson; readOnly: boolean };

export interface CollabServerOptions {
  /** Decides who may do what with which document; also refuses documents that do not exist. Asked again by `refreshAccess`. */
  authorize(request: CollabRequest): Promise<Access>;
  log: UpdateLog;
  limits?: Partial<CollabLimits>;
  clock?: Clock;
  /** Whether an upgrade from this page is welcome. Default: pages of the same host, and programs that are no pages. */
  allowOrigin?(request: IncomingMessage): boolean;
  /** After a durable change; `person` is who made it. Called for every edit: debounce what is expensive. */
  onChange?(documentId: string, person: CollabPerson | undefined): void;
  /** When somebody joins or leaves a document: everybody who is connected now. */
  onPresence?(documentId: string, people: readonly CollabPerson[]): void;
  /** Trouble that an operator should read. */
  report?: CollabProblem;
}

export interface CollabServer {
  /** For the HTTP server's `upgrade` event. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Asks `authorize` again for the open connections of a document, a person or both, and closes or locks them accordingly. */
  refreshAccess(whose: { documentId?: string; personId?: string }): Promise<void>;
  /** The document as it is now, whether somebody has it open or not. */
  readState(documentId: string): Promise<Uint8Array>;
  /** Makes an update durable and shows it to everybody (a starter project, a restored version). */
  applyUpdate(documentId: string, update: Uint8Array): Promise<void>;
  /** Closes every connection to a document, which is going to be deleted. */
  closeDocument(documentId: string, reason: RefusalCode): void;
  /** Who is connected to a document. */
  peopleIn(documentId: string): CollabPerson[];
  stats(): { sockets: number; documents: number };
  /** Takes no more edits, waits for those under way to be durable, closes all sockets. */
  close(): Promise<void>;
}

interface Context {
  socket: GuardedSocket;
  person: CollabPerson;
  request: CollabRequest;
  /** The client ids that the message being handled speaks about. */
  spokenFor: Set<number>;
  /** How often rights had been refreshed when this person's were asked for. */
  refreshes: number;
}

const SYNC_STEP_1 = 0;
const SYNC_STEP_2 = 1;
const CLOSE_GRACE_MS = 2000;

export function createCollabServer(options: CollabServerOptions): CollabServer {
  const limits: CollabLimits = { ...COLLAB_LIMITS, ...options.limits };
  const { clock = systemClock, allowOrigin = isSameHost, report = () => {} } = options;
  const batching = batchingLog(options.log);
  const durable = durableDocuments(options.log, batching, limits, report);
  const sockets = new Set<GuardedSocket>();
  /** Connections whose rights ended: what they had in the queue is not taken any more. */
  const ended = new WeakSet<Connection>();
  let closing = false;
  let refreshes = 0;

  const announce = (documentId: string): void => options.onPresence?.(documentId, peopleIn(documentId));

  const logUpdate = async ({ connection, document, type, payload }: beforeSyncPayload<Context>): Promise<void> => {
    if (type === SYNC_STEP_1) return;
    if (ended.has(connection)) throw new Refusal('no-access');
    // Hocuspocus itself looks at `readOnly` only after this hook, and what a locked pupil may not write is not logged.
    if (connection.readOnly || isNothing(payload)) return;
    if (type === SYNC_STEP_2 && Y.snapshotContainsUpdate(Y.snapshot(document), payload)) return;
    const maxBytes = type === SYNC_STEP_2 ? limits.maxDocumentBytes : limits.maxUpdateBytes;
    await durable.append(document.name, document, payload, maxBytes);
    // Locked while the log was writing: the edit was made in time and is durable, so it is also shown.
    if (connection.readOnly) Y.applyUpdate(document, payload, { source: 'connection', connection });
  };

  const hocuspocus = new Hocuspocus<Context>({
    quiet: true,
    maxPendingDocuments: limits.maxPendingDocuments,
    maxUnauthenticatedQueueSize: limits.maxUpdateBytes * 2,
    async onAuthenticate({ context, documentName, token, requestHeaders, connectionConfig }) {
      if (closing) throw new Refusal('server-closing');
      const request: CollabRequest = { documentId: documentName, token, headers: requestHeaders };
      const asked = refreshes;
      const access = await askAccess(request);
      if ('refused' in access) throw new Refusal(access.refused);
      connectionConfig.readOnly = access.readOnly;
      return { ...context, person: access.person, request, spokenFor: new Set(), refreshes: asked } satisfies Context;
    },
    async onLoadDocument({ documentName, document }) {
      await durable.load(documentName, document);
    },
    async beforeHandleMessage({ context, update }) {
      context.spokenFor = awarenessClients(update);
    },
    beforeSync: (payload) => logUpdate(payload as beforeSyncPayload<Context>),
    async beforeHandleAwareness({ states, connection, context, document }) {
      if (!connection || !context) return;
      const { person, spokenFor } = context;
      const isOwn = (client: number): boolean =>
        spokenFor.has(client) && !takenByAnother(document, connection, client, person.id);
      const own = stampPresence(states, person, isOwn, limits.maxAwarenessBytes);
      // Hocuspocus itself notes only ids that it never saw before, and would leave a client that came back behind as a ghost.
      if (own !== undefined) document.getClients(connection).add(own);
    },
    async onChange({ documentName, connection }) {
      options.onChange?.(documentName, (connection?.context as Context | undefined)?.person);
    },
    async connected({ documentName, connection, context }) {
      // Rights that ended between the question and now: `refreshAccess` did not see this connection yet.
      if (context.refreshes !== refreshes) await askAgain(connection as Connection<Context>);
      announce(documentName);
    },
    async onDisconnect({ documentName }) {
      announce(documentName);
    },
    async beforeUnloadDocument({ documentName, document }) {
      if (!closing) await durable.compactBeforeUnload(documentName, document);
    },
  });

  const askAccess = async (request: CollabRequest): Promise<Access> => {
    try {
      return await options.authorize(request);
    } catch (error) {
      report(`authorizing for ${request.documentId} failed`, error);
      return { refused: 'log-unavailable' };
    }
  };

  const askAgain = async (connection: Connection<Context>): Promise<void> => {
    const access = await askAccess(connection.context.request);
    if ('refused' in access) return end(connection, access.refused);
    if (access.readOnly === connection.readOnly) return;
    connection.readOnly = access.readOnly;
    connection.sendStateless(JSON.stringify({ type: 'access', readOnly: access.readOnly } satisfies AccessMessage));
  };

  const end = (connection: Connection, reason: RefusalCode): void => {
    ended.add(connection);
    connection.close({ code: 4403, reason });
  };

  const peopleIn = (documentId: string): CollabPerson[] => {
    const connections = hocuspocus.documents.get(documentId)?.getConnections() ?? [];
    return [
      ...new Map(
        connections.map(({ context }) => [(context as Context).person.id, (context as Context).person]),
      ).values(),
    ];
  };

  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: limits.maxDocumentBytes + 1024,
    perMessageDeflate: false,
  });

  const withDocument = async <T>(documentId: string, use: (document: Document) => Promise<T>): Promise<T> => {
    const direct = await hocuspocus.openDirectConnection(documentId);
    try {
      return await use(hocuspocus.documents.get(documentId)!);
    } finally {
      await direct.disconnect();
    }
  };

  return {
    handleUpgrade(request, socket, head) {
      const refuse = (status: string): void => {
        socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      };
      if (closing || sockets.size >= limits.maxSockets) return refuse('503 Service Unavailable');
      // A foreign page must not use the visitor's cookies through a socket of its own.
      if (!allowOrigin(request)) return refuse('403 Forbidden');
      wss.handleUpgrade(request, socket, head, (ws) => {
        const guarded = guardSocket(ws, limits, clock);
        sockets.add(guarded);
        const client = hocuspocus.handleConnection(guarded, toWebRequest(request), { socket: guarded } as Context);
        ws.on('message', (data: Buffer, isBinary) => {
          if (ws.readyState !== ws.OPEN) return;
          if (!isBinary) return ws.close(1003);
          // Before anything looks at it: who has shown nothing yet must not cost more than who has.
          if (!guarded.admit(data.byteLength)) return guarded.refuse('too-fast');
          client.handleMessage(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
        });
        ws.on('error', () => ws.terminate());
        ws.on('close', (code, reason) => {
          sockets.delete(guarded);
          client.handleClose({ code, reason: reason.toString() });
        });
      });
    },

    async refreshAccess({ documentId, personId }) {
      refreshes++;
      const concerned = [...hocuspocus.documents.values()]
        .filter((document) => documentId === undefined || document.name === documentId)
        .flatMap((document) => document.getConnections() as Connection<Context>[])
        .filter(({ context }) => personId === undefined || context.person.id === personId);
      await Promise.all(concerned.map(askAgain));
    },

    readState: (documentId) => withDocument(documentId, async (document) => Y.encodeStateAsUpdate(document)),

    applyUpdate: (documentId, update) =>
      withDocument(documentId, async (document) => {
        await durable.append(documentId, document, update, limits.maxDocumentBytes);
        Y.applyUpdate(document, update, { source: 'local' });
      }),

    closeDocument(documentId, reason) {
      for (const connection of hocuspocus.documents.get(documentId)?.getConnections() ?? []) end(connection, reason);
    },

    peopleIn,
    stats: () => ({ sockets: sockets.size, documents: hocuspocus.documents.size }),

    async close() {
      closing = true;
      await batching.flush();
      for (const socket of sockets) socket.refuse('server-closing');
      await Promise.race([
        new Promise<void>((resolve) => wss.close(() => resolve())),
        new Promise<void>((resolve) => setTimeout(resolve, CLOSE_GRACE_MS).unref()),
      ]);
      for (const ws of wss.clients) ws.terminate();
      await batching.flush();
    },
  };
}

/** An update without structs and deletions, as a client sends that has nothing new. */
const isNothing = (update: Uint8Array): boolean => update.byteLength === 2 && update[0] === 0 && update[1] === 0;

/** Browsers always send `Origin` with an upgrade; programs that are no pages have no cookies to abuse. */
function isSameHost(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

function toWebRequest(request: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one);
  return new Request(new URL(request.url ?? '/', 'http://localhost'), { headers });
}
