import type { Clock } from '@paperkite/kernel';

/** What one client and one document may cost the server. Bytes, unless said otherwise. */
export interface CollabLimits {
  /** One edit. A bigger change (an import) reaches the server when the client reconnects, as a sync step. */
  maxUpdateBytes: number;
  /** A whole document in its stored form. */
  maxDocumentBytes: number;
  /** What a client says of itself (cursor, selected block), per message. */
  maxAwarenessBytes: number;
  /** Messages of one socket: a bucket of `burst`, refilled with `perSecond`. */
  messages: { perSecond: number; burst: number };
  /** Bytes of one socket, likewise. */
  bytes: { perSecond: number; burst: number };
  /** A socket is closed when this much has been waiting for its client for `forMs`, or `hardBytes` at any time. */
  slowClient: { waitingBytes: number; forMs: number; hardBytes: number };
  /** Documents that one socket may open before the first one is authenticated: a teacher opens a class at once. */
  maxPendingDocuments: number;
  maxSockets: number;
  /** A document is compacted after this many updates or bytes since the last time. */
  compactAfter: { updates: number; bytes: number };
}

export const COLLAB_LIMITS: CollabLimits = {
  maxUpdateBytes: 4 << 20,
  maxDocumentBytes: 20 << 20,
  maxAwarenessBytes: 4 << 10,
  messages: { perSecond: 200, burst: 2000 },
  bytes: { perSecond: 2 << 20, burst: 48 << 20 },
  slowClient: { waitingBytes: 1 << 20, forMs: 5000, hardBytes: 64 << 20 },
  maxPendingDocuments: 256,
  maxSockets: 5000,
  compactAfter: { updates: 500, bytes: 512 << 10 },
};

/** A token bucket: allows bursts, and `perSecond` in the long run. */
export interface TokenBucket {
  /** Whether there were that many tokens, which are then gone. */
  take(count: number): boolean;
}

export function tokenBucket({ perSecond, burst }: { perSecond: number; burst: number }, clock: Clock): TokenBucket {
  let tokens = burst;
  let last = clock.now();
  return {
    take(count) {
      const now = clock.now();
      tokens = Math.min(burst, tokens + (Math.max(0, now - last) * perSecond) / 1000);
      last = now;
      if (count > tokens) return false;
      tokens -= count;
      return true;
    },
  };
}
