import { crc24 } from './crc.ts';

/** Longer than any line of the link: what goes on for so long without an end is none. */
const MAX_LINE = 200;
const LINE_END = 10;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8');

const checksum = (text: string): string => crc24(encoder.encode(text)).toString(16).padStart(6, '0');

/** Fields as a line of the link: `~a b c*` and the checksum of what stands before the star. */
export function encodeLine(fields: readonly (string | number)[]): Uint8Array {
  const said = `~${fields.join(' ')}`;
  return encoder.encode(`${said}*${checksum(said)}\n`);
}

/** The fields of a line, or null for plain text and damaged lines. Blanks at its end do not count. */
export function decodeLine(line: string): string[] | null {
  const [, said, sum] = /^(~[ -~]*)\*([0-9a-f]{6})[ \r]*$/.exec(line) ?? [];
  if (said === undefined || sum !== checksum(said)) return null;
  return said.slice(1).split(' ');
}

/** Finds lines of the link in a stream of bytes. */
export class LineReader {
  readonly #buffer = new Uint8Array(MAX_LINE);
  #length = 0;
  #overlong = false;
  /** Lines that began as one of the link and were none. */
  damaged = 0;

  /** The fields of the lines that end in `bytes`. */
  push(bytes: Uint8Array): string[][] {
    const lines: string[][] = [];
    for (const byte of bytes) {
      if (byte !== LINE_END) {
        if (this.#length === MAX_LINE) this.#overlong = true;
        else this.#buffer[this.#length++] = byte;
        continue;
      }
      const text = decoder.decode(this.#buffer.subarray(0, this.#length));
      const fields = this.#overlong ? null : decodeLine(text);
      if (fields) lines.push(fields);
      else if (text.startsWith('~')) this.damaged++;
      this.reset();
    }
    return lines;
  }

  /** Forgets the beginning of a line: bytes are known to be lost. */
  reset(): void {
    this.#length = 0;
    this.#overlong = false;
  }
}
