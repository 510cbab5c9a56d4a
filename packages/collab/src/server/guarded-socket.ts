import type { Clock } from '@paperkite/kernel';
import type { WebSocketLike } from '@hocuspocus/server';
import type { WebSocket } from 'ws';
import { tokenBucket } from './limits.ts';
import type { CollabLimits } from './limits.ts';
import type { RefusalCode } from '../refusals.ts';

/** WebSocket close codes by reason: 1xxx as in RFC 6455, 4xxx our own. */
const CLOSE_CODES: Partial<Record<RefusalCode, number>> = {
  'server-closing': 1001,
  'too-fast': 4429,
  'too-slow': 4408,
};

/** One client's socket, with its budget and an eye on what waits to be read by it. Hocuspocus itself knows neither. */
export interface GuardedSocket extends WebSocketLike {
  /** Takes a received message out of the budget; false when the client sends more than anybody may. */
  admit(bytes: number): boolean;
  refuse(code: RefusalCode): void;
}

export function guardSocket(ws: WebSocket, limits: CollabLimits, clock: Clock): GuardedSocket {
  const messages = tokenBucket(limits.messages, clock);
  const bytes = tokenBucket(limits.bytes, clock);
  let slowSince: number | undefined;

  const refuse = (code: RefusalCode): void => {
    ws.close(CLOSE_CODES[code] ?? 4400, code);
    // A client that does not read does not answer the close frame either.
    if (code === 'too-slow') ws.terminate();
  };

  return {
    get readyState() {
      return ws.readyState;
    },
    send(data) {
      const { waitingBytes, forMs, hardBytes } = limits.slowClient;
      if (ws.bufferedAmount <= waitingBytes) slowSince = undefined;
      else {
        slowSince ??= clock.now();
        if (ws.bufferedAmount > hardBytes || clock.now() - slowSince >= forMs) return refuse('too-slow');
      }
      ws.send(data as Uint8Array, { binary: true });
    },
    close: (code, reason) => ws.close(code, reason),
    admit: (size) => messages.take(1) && bytes.take(size),
    refuse,
  };
}
