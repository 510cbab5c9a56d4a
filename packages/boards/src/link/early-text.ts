import { decodeFrame, MAX_STUFFED } from './frames.ts';

/** Bytes: more than a program says before a page finds its board. */
const MOST = 8192;
/** Ends of lines and tabs are no strangers in text, other control characters are. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;

/**
 * What a program said in plain text before a page was there: all that comes before the board's first frame. The board sets no mark
 * between them, but a frame says by its CRC where it begins.
 */
export class EarlyText {
  readonly #bytes: number[] = [];
  #isOver = false;

  /** Takes what arrived; returns the text once the first frame ends in it, else null. */
  push(bytes: Uint8Array): string | null {
    if (this.#isOver) return null;
    for (const byte of bytes) {
      if (byte !== 0) {
        this.#bytes.push(byte);
        continue;
      }
      const text = this.#textBeforeFrame();
      this.#bytes.length = 0;
      if (text === null) continue;
      this.#isOver = true;
      return text;
    }
    if (this.#bytes.length > MOST) this.#bytes.splice(0, this.#bytes.length - MOST);
    return null;
  }

  /** Null where no frame ends: the rest of one that began earlier, or noise. */
  #textBeforeFrame(): string | null {
    const all = Uint8Array.from(this.#bytes);
    for (let at = Math.max(0, all.length - MAX_STUFFED); at < all.length; at++) {
      if (decodeFrame(all.subarray(at))) return plainText(all.subarray(0, at));
    }
    return null;
  }
}

/** Empty for what is no text. */
function plainText(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return CONTROL.test(text) ? '' : text;
  } catch {
    return '';
  }
}
