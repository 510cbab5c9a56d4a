import { cobsDecode, cobsEncode } from './cobs.ts';
import { crc32 } from './crc.ts';
import { LINK_PROTOCOL } from './protocol.ts';

/** What travels between two zeros: a type, a number, a payload. */
export interface Frame {
  readonly type: number;
  /** 0..255; of what, the type says. */
  readonly number: number;
  readonly payload: Uint8Array;
}

const { MAX_FRAME, CRC } = LINK_PROTOCOL.size;
const HEADER = 2;
/** Longer than any frame with its stuffing: what goes on for so long without a zero is no frame. */
export const MAX_STUFFED = MAX_FRAME + CRC + 1;

/** The frame with its CRC, stuffed, and the zero that ends it. */
export function encodeFrame({ type, number, payload }: Frame): Uint8Array {
  const raw = new Uint8Array(HEADER + payload.length + CRC);
  raw.set([type, number]);
  raw.set(payload, HEADER);
  const checked = raw.length - CRC;
  new DataView(raw.buffer).setUint32(checked, crc32(raw.subarray(0, checked)), true);
  const stuffed = cobsEncode(raw);
  const out = new Uint8Array(stuffed.length + 1);
  out.set(stuffed);
  return out;
}

/** The frame in what stood between two zeros, or null when it is damaged. */
export function decodeFrame(stuffed: Uint8Array): Frame | null {
  const raw = cobsDecode(stuffed);
  if (!raw || raw.length < HEADER + CRC || raw.length > MAX_FRAME + CRC) return null;
  const checked = raw.length - CRC;
  const expected = new DataView(raw.buffer, raw.byteOffset).getUint32(checked, true);
  if (crc32(raw.subarray(0, checked)) !== expected) return null;
  return { type: raw[0]!, number: raw[1]!, payload: raw.slice(HEADER, checked) };
}

/** Finds frames in a stream of bytes. Whatever is none is dropped and counted. */
export class FrameReader {
  readonly #buffer = new Uint8Array(MAX_STUFFED);
  #length = 0;
  #overlong = false;
  /** Pieces between zeros that were no frame. */
  damaged = 0;

  /** The frames that end in `bytes`. */
  push(bytes: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    for (const byte of bytes) {
      if (byte === 0) {
        const frame = this.#overlong ? null : decodeFrame(this.#buffer.subarray(0, this.#length));
        if (frame) frames.push(frame);
        else if (this.#length > 0) this.damaged++;
        this.reset();
      } else if (this.#length === MAX_STUFFED) this.#overlong = true;
      else this.#buffer[this.#length++] = byte;
    }
    return frames;
  }

  /** Forgets the beginning of a frame: bytes are known to be lost. */
  reset(): void {
    this.#length = 0;
    this.#overlong = false;
  }
}
