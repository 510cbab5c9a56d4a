import { systemRandom, type Random } from '@paperkite/kernel';
import type { BoardTransport } from '../transport/transport.ts';
import { binaryWire } from './binary-wire.ts';
import type { BoardLink } from './board-link.ts';
import { Connection } from './connection.ts';
import { LinkError } from './link-error.ts';
import { Link } from './link.ts';
import type { LinkBoard, LinkWire } from './messages.ts';
import { Subscriptions } from './subscriptions.ts';
import { textWire } from './text-wire.ts';

/** Milliseconds for a board that restarts when its port is opened: bootloader and start. */
const HELLO_WITHIN = 4000;
/** Milliseconds that a board has to say goodbye. */
const BYE_WITHIN = 300;

export interface LinkOptions {
  /** Ends the link, whatever it does. */
  readonly signal?: AbortSignal;
  /** Boards that will do; any by default. */
  readonly boards?: readonly LinkBoard[];
  /** Milliseconds to wait for the first hello. */
  readonly helloMs?: number;
  /** For the number of a session. */
  readonly random?: Random;
}

/**
 * Finds our firmware at the other end of an open transport (115200 baud) and links to it; text that a program said before the
 * board's hello goes to the first `onText`. The transport is neither opened nor reset nor closed.
 * @throws LinkError `no-answer`, `other-firmware`, `firmware-old`, `firmware-new`, `wrong-board`, `lost`; the signal's reason
 */
export const openLink = (transport: BoardTransport, options: LinkOptions = {}): Promise<BoardLink> =>
  open(transport, binaryWire, options);

/**
 * The same for the micro:bit's bridge, which speaks in lines of text.
 * @throws as `openLink`
 */
export const openTextLink = (transport: BoardTransport, options: LinkOptions = {}): Promise<BoardLink> =>
  open(transport, textWire, options);

async function open(transport: BoardTransport, wire: LinkWire, options: LinkOptions): Promise<BoardLink> {
  const { signal, boards = null, helloMs = HELLO_WITHIN, random = systemRandom } = options;
  signal?.throwIfAborted();
  const subscriptions = new Subscriptions();
  const restore = () => subscriptions.commands();
  const connection = new Connection({ transport, wire, random, boards, helloMs, restore });
  const abort = (): void => connection.end(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  await connection.open();

  const close = async (): Promise<void> => {
    if (connection.state === 'linked') {
      const said = connection.request({ op: 'bye' }).catch(() => undefined);
      await Promise.race([said, transport.clock.wait(BYE_WITHIN).catch(() => undefined)]);
    }
    connection.end(new LinkError('closed'));
    signal?.removeEventListener('abort', abort);
  };
  const wait = (ms: number) => transport.clock.wait(ms);
  const { maxText, channels } = wire;
  return new Link(connection, subscriptions, { maxText, channels, close, wait });
}
