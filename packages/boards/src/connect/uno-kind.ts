import { unwrap } from '@paperkite/kernel';
import type { HexImage } from '../hex/hex-image.ts';
import { imageFor, parseBoardHex } from '../hex/universal-hex.ts';
import { LinkError, openLink, type BoardLink, type LinkOptions } from '../link/index.ts';
import { flashFirmware, flashHex, flashProgram } from '../stk500/flash-uno.ts';
import { UNO_BAUD_RATE, type FlashProgress } from '../stk500/flash-pages.ts';
import type { BoardKind, Greeting, WriteOptions } from './board-kind.ts';
import type { BoardPort } from './board-source.ts';
import { ConnectError } from './connect-codes.ts';

/** What can be put onto an Uno: a compiled program (see `uno/image.ts`), or a `.hex` of any origin, which takes the firmware's place. */
export type UnoProgram =
  { readonly kind: 'image'; readonly image: Uint8Array } | { readonly kind: 'hex'; readonly text: string };

export interface UnoKindOptions {
  /** Our firmware. */
  readonly firmware: HexImage;
  /** Its version, as `1.0.0`; a board with an older one is offered the new. */
  readonly version: string;
  readonly link?: Omit<LinkOptions, 'signal' | 'boards'>;
}

/** The USB vendor id of the micro:bit. */
const MICROBIT_USB_VENDOR = 0x0d28;
/** Of the whole progress, when firmware and program go together. */
const FIRMWARE_SHARE = 0.8;

/** Arduino Uno, Nano and copies with an ATmega328P, through bootloader and our firmware. */
export function unoBoardKind(options: UnoKindOptions): BoardKind<BoardLink, UnoProgram> {
  const { firmware, version, link } = options;
  return {
    baudRate: UNO_BAUD_RATE,
    greet: async (port, signal) => {
      refuseMicrobit(port);
      return greetUno(port, version, { ...link, signal });
    },
    leave: (session) => session.close(),
    onEnded: (session, listener) => session.onLost(listener),
    putRight: async ({ transport }, { signal, onProgress }) => {
      await flashFirmware(transport, firmware, { signal, onProgress: share(onProgress, 0, 1) });
    },
    upload: async (port, program, { signal, onProgress, needsFirmware }) => {
      refuseMicrobit(port);
      const { transport } = port;
      if (program.kind === 'hex') {
        const image = unwrap(imageFor(unwrap(parseBoardHex(program.text)), 'arduino-uno'));
        await flashHex(transport, image, { signal, onProgress: share(onProgress, 0, 1) });
        return;
      }
      const from = needsFirmware ? FIRMWARE_SHARE : 0;
      if (needsFirmware) await flashFirmware(transport, firmware, { signal, onProgress: share(onProgress, 0, from) });
      await flashProgram(transport, program.image, { signal, onProgress: share(onProgress, from, 1) });
    },
  };
}

async function greetUno(port: BoardPort, version: string, options: LinkOptions): Promise<Greeting<BoardLink>> {
  try {
    const session = await openLink(port.transport, { ...options, boards: ['arduino-uno'] });
    const { board, firmware } = session.hello;
    if (!isOlder(firmware, version)) return { kind: 'ready', info: { board, firmware }, session };
    await session.close();
    return { kind: 'needs-firmware', gap: 'old' };
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    if (error.code === 'firmware-old') return { kind: 'needs-firmware', gap: 'old' };
    if (error.code === 'no-answer' || error.code === 'other-firmware')
      return { kind: 'needs-firmware', gap: 'missing' };
    throw error;
  }
}

function refuseMicrobit({ usb }: BoardPort): void {
  if (usb?.vendor === MICROBIT_USB_VENDOR) throw new ConnectError('wrong_board', { found: 'microbit' });
}

/** Is `one` a lower version than `other`? Numbers with dots. */
function isOlder(one: string, other: string): boolean {
  const [left, right] = [one, other].map((version) => version.split('.').map(Number));
  for (let at = 0; at < 3; at++) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

const share =
  (onProgress: WriteOptions['onProgress'], from: number, to: number) =>
  ({ done, total }: FlashProgress): void =>
    onProgress(from + ((to - from) * done) / Math.max(1, total));
