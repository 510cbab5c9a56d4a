import { unwrap } from '@paperkite/kernel';
import type { BoardKind, Greeting } from '../connect/board-kind.ts';
import { parseBoardHex, imageFor } from '../hex/universal-hex.ts';
import { writeIntelHex } from '../hex/hex-image.ts';
import { LinkError, openTextLink, type BoardLink, type LinkOptions } from '../link/index.ts';
import type { BoardTransport } from '../transport/transport.ts';
import type { MicrobitPort, MicrobitVersion } from './microbit-port.ts';
import { ProgramSession, type MicrobitSession } from './microbit-session.ts';
import { MICROBIT_BAUD_RATE } from './usb-transport.ts';

/**
 * What can be put onto a micro:bit: a program that is compiled for the board that is there, or a `.hex` of any origin, universal or
 * plain.
 */
export type MicrobitProgram =
  | { readonly kind: 'compile'; readonly hexFor: (version: MicrobitVersion) => Promise<string> }
  | { readonly kind: 'hex'; readonly text: string };

export interface MicrobitKindOptions {
  /** The bridge as a plain .hex for one of the boards. */
  readonly bridge: (version: MicrobitVersion) => Promise<string>;
  /** Says hello to the bridge. Default `openTextLink`. */
  readonly openLink?: (transport: BoardTransport, options: LinkOptions) => Promise<BoardLink>;
  /** Milliseconds for the bridge's answer; a V1 may restart when it is opened. */
  readonly helloMs?: number;
}

const HELLO_WITHIN = 1500;
/** LinkErrors that say: something else than our bridge runs there. */
const NO_BRIDGE: readonly string[] = ['no-answer', 'other-firmware', 'firmware-old'];

/**
 * Micro:bits. They are `ready` with any program: a pupil's program takes the bridge's place, and the bridge (`putRight`) that of the
 * program; `session.link` tells which one is there.
 */
export function microbitBoardKind(
  options: MicrobitKindOptions,
): BoardKind<MicrobitSession, MicrobitProgram, MicrobitPort> {
  const { bridge, openLink = openTextLink, helloMs = HELLO_WITHIN } = options;
  return {
    baudRate: MICROBIT_BAUD_RATE,
    greet: async (port, signal) => ready(port, await findLink(port, { signal, helloMs }, openLink)),
    leave: async (session) => {
      if (session instanceof ProgramSession) await session.leave();
      else await session.link?.close();
    },
    onEnded: (session, listener) => session.link?.onLost(listener) ?? (() => undefined),
    putRight: async (port, { signal, onProgress }) => port.flash(await bridge(port.version()), { signal, onProgress }),
    upload: async (port, program, { signal, onProgress }) => {
      const version = port.version();
      const hex = program.kind === 'hex' ? plainHex(program.text, version) : await program.hexFor(version);
      await port.flash(hex, { signal, onProgress });
    },
  };
}

async function findLink(
  { transport }: MicrobitPort,
  options: LinkOptions,
  openLink: NonNullable<MicrobitKindOptions['openLink']>,
): Promise<BoardLink | null> {
  try {
    return await openLink(transport, { ...options, boards: ['microbit-v1', 'microbit-v2'] });
  } catch (error) {
    if (error instanceof LinkError && NO_BRIDGE.includes(error.code)) return null;
    throw error;
  }
}

function ready(port: MicrobitPort, link: BoardLink | null): Greeting<MicrobitSession> {
  const version = port.version();
  const info = { board: `microbit-${version}`, firmware: link?.hello.firmware ?? '' };
  if (link === null) return { kind: 'ready', info, session: new ProgramSession(version, port.transport) };
  const session = {
    version,
    link,
    onText: (listener: (text: string) => void) => link.onText(listener),
    sendText: (text: string) => link.sendText(text),
  };
  return { kind: 'ready', info, session };
}

/** The part of a file that is for this board. @throws HexError */
function plainHex(text: string, version: MicrobitVersion): string {
  const hex = unwrap(parseBoardHex(text));
  if (hex.kind === 'plain' && hex.board === 'unknown') return text;
  return writeIntelHex(unwrap(imageFor(hex, `microbit-${version}`)));
}
