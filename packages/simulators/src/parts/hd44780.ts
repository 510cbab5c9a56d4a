/** The controller of a text display, as far as what it shows. @see Hitachi HD44780U datasheet, tables 2 and 6 */

const COLUMNS = 16;
const LINE_CELLS = 40;
const SECOND_LINE = 0x40;
const SPACE = 0x20;
/** Places of the character ROM (A00) that are not ASCII; the eight that programs draw themselves show as a block. */
const SPECIAL: Readonly<Record<number, string>> = { 0x5c: '¥', 0x7e: '→', 0x7f: '←', 0xdf: '°', 0xff: '█' };

export class Hd44780 {
  readonly #lines = [new Uint8Array(LINE_CELLS).fill(SPACE), new Uint8Array(LINE_CELLS).fill(SPACE)] as const;
  #wide = true;
  #highNibble: number | null = null;
  #address = 0;
  #inCharacterRam = false;
  #step: 1 | -1 = 1;
  #shifts = false;
  #shift = 0;
  #on = false;

  /** Takes what is on the four upper data lines at the falling edge of E. `data` tells characters from instructions. */
  latch(nibble: number, data: boolean): void {
    if (this.#wide) {
      // Only the upper half of the eight lines is wired: the lower reads as zero.
      this.#take(nibble << 4, data);
    } else if (this.#highNibble === null) {
      this.#highNibble = nibble;
    } else {
      const byte = (this.#highNibble << 4) | nibble;
      this.#highNibble = null;
      this.#take(byte, data);
    }
  }

  /** What can be read on the glass. */
  rows(): [string, string] {
    const row = (cells: Uint8Array): string => {
      let text = '';
      for (let column = 0; column < COLUMNS; column++) {
        const code = cells[(column + this.#shift + LINE_CELLS) % LINE_CELLS]!;
        text += this.#on ? character(code) : ' ';
      }
      return text;
    };
    return [row(this.#lines[0]), row(this.#lines[1])];
  }

  #take(byte: number, data: boolean): void {
    if (data) this.#write(byte);
    else this.#instruct(byte);
  }

  #write(byte: number): void {
    if (!this.#inCharacterRam) {
      const column = this.#address & 0x3f;
      if (column < LINE_CELLS) this.#lines[this.#address & SECOND_LINE ? 1 : 0][column] = byte;
      if (this.#shifts) this.#shift = (this.#shift + this.#step + LINE_CELLS) % LINE_CELLS;
    }
    this.#move(this.#step);
  }

  #instruct(byte: number): void {
    if (byte & 0x80) {
      this.#address = byte & 0x7f;
      this.#inCharacterRam = false;
    } else if (byte & 0x40) {
      this.#inCharacterRam = true;
    } else if (byte & 0x20) {
      this.#wide = (byte & 0x10) !== 0;
      this.#highNibble = null;
    } else if (byte & 0x10) {
      const step = byte & 0x04 ? 1 : -1;
      if (byte & 0x08) this.#shift = (this.#shift - step + LINE_CELLS) % LINE_CELLS;
      else this.#move(step);
    } else if (byte & 0x08) {
      this.#on = (byte & 0x04) !== 0;
    } else if (byte & 0x04) {
      this.#step = byte & 0x02 ? 1 : -1;
      this.#shifts = (byte & 0x01) !== 0;
    } else if (byte !== 0) {
      this.#home();
      if (byte === 1) {
        for (const line of this.#lines) line.fill(SPACE);
        this.#step = 1;
      }
    }
  }

  #home(): void {
    this.#address = 0;
    this.#inCharacterRam = false;
    this.#shift = 0;
  }

  #move(step: 1 | -1): void {
    if (this.#inCharacterRam) return;
    const second = (this.#address & SECOND_LINE) !== 0;
    const column = (this.#address & 0x3f) + step;
    if (column < 0) this.#address = (second ? 0 : SECOND_LINE) + LINE_CELLS - 1;
    else if (column >= LINE_CELLS) this.#address = second ? 0 : SECOND_LINE;
    else this.#address = (second ? SECOND_LINE : 0) + column;
  }
}

function character(code: number): string {
  const special = SPECIAL[code];
  if (special !== undefined) return special;
  if (code < 0x10) return '▒';
  return code >= 0x20 && code < 0x7e ? String.fromCharCode(code) : '?';
}
