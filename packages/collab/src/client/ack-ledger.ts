import type { WireEvent } from './wire.ts';

/**
 * Keeps account of which edits the server has acknowledged. Hocuspocus' own counter cannot be trusted for that: it starts
 * anew at each handshake while older edits are still on their way. The server handles the messages of a connection in order
 * and answers each edit once, so that a queue suffices.
 */
export interface AckLedger {
  sent(event: WireEvent): void;
  received(event: WireEvent): void;
  /** A new handshake begins: only its "all edits" shows again that nothing is missing. */
  handshake(): void;
  /** The connection is gone, and with it what was on its way. */
  reset(): void;
  /** Whether every edit that this page knew when it was last asked by the server, and every one since, is durable. */
  complete(): boolean;
  /** Whether the server did not take an edit, because this person may only look. */
  denied(): boolean;
}

export function ackLedger(): AckLedger {
  const onTheWay: { all: boolean; handshake: number }[] = [];
  let handshakes = 0;
  let shaken = -1;
  let denied = false;

  return {
    sent(event) {
      if (event === 'all-edits' || event === 'edit')
        onTheWay.push({ all: event === 'all-edits', handshake: handshakes });
    },
    received(event) {
      if (event !== 'taken' && event !== 'not-taken') return;
      const oldest = onTheWay.shift();
      if (!oldest) return;
      if (event === 'not-taken') denied = true;
      else if (oldest.all) {
        shaken = Math.max(shaken, oldest.handshake);
        if (oldest.handshake === handshakes) denied = false;
      }
    },
    handshake() {
      handshakes++;
    },
    reset() {
      onTheWay.length = 0;
      denied = false;
      handshakes++;
    },
    complete: () => shaken === handshakes && onTheWay.length === 0 && !denied,
    denied: () => denied,
  };
}
