import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { isRefusal, parseAccessMessage } from '../refusals.ts';
import type { RefusalCode } from '../refusals.ts';
import { ackLedger } from './ack-ledger.ts';
import type { ServerInput } from './save-state.ts';
import { classify } from './wire.ts';

export interface ServerLinkOptions {
  /** Address of the sync server, `wss://host/collab`. */
  url: string;
  project: string;
  doc: Y.Doc;
  awareness: Awareness;
  /** For clients without a session cookie. */
  token?: string | (() => Promise<string>);
  onChange(): void;
}

/** The connection of one project to the server, which it keeps up by itself. */
export interface ServerLink {
  state(): Exclude<ServerInput, { kind: 'none' }>;
  /** Whether the server has acknowledged every edit of this page. */
  complete(): boolean;
  /** Whether the server's content has arrived since the link was made. */
  received(): boolean;
  /** The Yjs origin of what comes from the server. */
  readonly origin: unknown;
  /** Tries again after a refusal: the person has signed in, the project exists now. */
  retry(): void;
  stop(): void;
}

/** Refusals that pass by themselves. */
const PASSING = new Set<RefusalCode>(['log-unavailable', 'too-fast', 'too-slow', 'server-closing', 'update-too-big']);
/** WebSocket close code of a server that got a message above its limit, which is that of a whole project. */
const MESSAGE_TOO_BIG = 1009;
const RETRY_MS = { first: 1000, longest: 30_000 };

export function linkToServer(options: ServerLinkOptions): ServerLink {
  const { project, doc, awareness, onChange } = options;
  const ledger = ackLedger();
  let refusal: RefusalCode | undefined;
  let authenticated = false;
  let readOnly = false;
  let received = false;
  let stopped = false;
  let delay = RETRY_MS.first;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const socket = new LedgerSocket(
    { url: options.url, autoConnect: false, delay: RETRY_MS.first, maxDelay: RETRY_MS.longest },
    (message) => {
      ledger.sent(classify(message));
      onChange();
    },
    () => ledger.handshake(),
  );
  const provider = new HocuspocusProvider({
    websocketProvider: socket,
    name: project,
    document: doc,
    awareness,
    token: options.token ?? null,
    onAuthenticated: ({ scope }) => {
      authenticated = true;
      refusal = undefined;
      delay = RETRY_MS.first;
      readOnly = scope === 'readonly';
      // The server has forgotten where this client was, but not the clock of it: only something newer is shown again.
      awareness.setLocalState(awareness.getLocalState());
      onChange();
    },
    onAuthenticationFailed: ({ reason }) => lost(reason),
    onClose: ({ event }) => lost(event?.code === MESSAGE_TOO_BIG ? 'project-too-big' : event?.reason),
    onMessage: ({ event }) => {
      const kind = classify(new Uint8Array(event.data as ArrayBuffer));
      ledger.received(kind);
      // The provider applies the message after this call. Its own `synced` may come before the content does.
      if (kind === 'all-edits' && !received)
        queueMicrotask(() => {
          received = true;
          onChange();
        });
      onChange();
    },
    onStateless: ({ payload }) => {
      const access = parseAccessMessage(payload);
      if (!access) return;
      readOnly = access.readOnly;
      // What was not taken while it was locked is asked for again.
      if (!readOnly) shakeHands();
      onChange();
    },
  });

  const shakeHands = (): void => {
    ledger.handshake();
    provider.startSync();
  };

  /**
   * The provider takes the others away when the connection ends, but keeps their clocks, and would then not show them again
   * before they move.
   */
  const forgetOthers = (): void => {
    for (const client of [...awareness.meta.keys()]) if (!awareness.states.has(client)) awareness.meta.delete(client);
  };

  /** The server refused or closed this document, or the socket is gone (then it comes back by itself). */
  function lost(reason: unknown): void {
    ledger.reset();
    authenticated = false;
    forgetOthers();
    if (stopped) return;
    if (isRefusal(reason)) {
      clearTimeout(timer);
      if (PASSING.has(reason)) {
        timer = setTimeout(resume, delay * (0.5 + Math.random() / 2));
        delay = Math.min(delay * 2, RETRY_MS.longest);
      } else {
        refusal = reason;
        socket.disconnect();
      }
    }
    onChange();
  }

  function resume(): void {
    clearTimeout(timer);
    if (stopped) return;
    refusal = undefined;
    if (socket.isOpen()) void provider.sendToken().then(shakeHands);
    else {
      // Also for a socket that is only just closing: it then comes back by itself.
      socket.shouldConnect = true;
      void socket.connect();
    }
    onChange();
  }

  const online = (): void => {
    if (!refusal) resume();
  };
  globalThis.addEventListener?.('online', online);
  provider.attach();
  void socket.connect();

  return {
    state: () =>
      refusal
        ? { kind: 'refused', reason: refusal }
        : authenticated
          ? { kind: 'connected', readOnly }
          : { kind: 'away' },
    complete: () => authenticated && ledger.complete(),
    received: () => received,
    origin: provider,
    retry: () => {
      if (!authenticated) resume();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', online);
      // Not `provider.destroy()`: it would destroy the presence with itself, and a next link still needs it.
      provider.onClose();
      forgetOthers();
      provider.detach();
      doc.off('update', provider.boundDocumentUpdateHandler);
      awareness.off('update', provider.boundAwarenessUpdateHandler);
      globalThis.removeEventListener?.('pagehide', provider.boundPageHide);
      provider.removeAllListeners();
      socket.destroy();
    },
  };
}

/**
 * Hocuspocus' socket, except that it keeps nothing for later: what cannot be sent now is part of the next handshake. And it
 * tells what really went out.
 */
class LedgerSocket extends HocuspocusProviderWebsocket {
  readonly #onSent: (message: Uint8Array) => void;
  readonly #onDropped: () => void;

  constructor(
    configuration: ConstructorParameters<typeof HocuspocusProviderWebsocket>[0],
    onSent: (message: Uint8Array) => void,
    onDropped: () => void,
  ) {
    super(configuration);
    this.#onSent = onSent;
    this.#onDropped = onDropped;
  }

  isOpen(): boolean {
    return this.webSocket?.readyState === 1;
  }

  override send(message: Uint8Array): void {
    if (!this.isOpen()) return this.#onDropped();
    this.webSocket!.send(message as Uint8Array<ArrayBuffer>);
    this.#onSent(message);
  }
}
