import { STAGE_HEIGHT, STAGE_WIDTH } from './geometry.ts';
import { PEN_SCALE, type PaintItem, type Painter, type PenLine } from './painter.ts';

const COLUMNS = STAGE_WIDTH * PEN_SCALE;
const ROWS = STAGE_HEIGHT * PEN_SCALE;

/** The pen layer as something that sprites can see: read back at most once after each change. */
export class PenLayer {
  readonly #painter: Painter;
  #pixels: Uint8Array | Uint8ClampedArray | null = null;
  /** True while nothing was drawn since the last clear. */
  empty = true;

  constructor(painter: Painter) {
    this.#painter = painter;
    painter.penClear();
  }

  clear(): void {
    if (this.empty) return;
    this.#painter.penClear();
    this.empty = true;
    this.#pixels = null;
  }

  line(line: PenLine): void {
    this.#painter.penLine(line);
    this.empty = false;
    this.#pixels = null;
  }

  stamp(item: PaintItem): void {
    this.#painter.penStamp(item);
    this.empty = false;
    this.#pixels = null;
  }

  /** @see ColorLayer */
  sample(x: number, y: number, out: Float64Array): void {
    const column = Math.floor((x + STAGE_WIDTH / 2) * PEN_SCALE);
    const row = Math.floor((STAGE_HEIGHT / 2 - y) * PEN_SCALE);
    if (column < 0 || column >= COLUMNS || row < 0 || row >= ROWS) {
      out.fill(0);
      return;
    }
    this.#pixels ??= this.#painter.penPixels();
    const at = (row * COLUMNS + column) * 4;
    for (let i = 0; i < 4; i++) out[i] = this.#pixels[at + i]!;
  }
}
