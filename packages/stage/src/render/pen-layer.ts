import { STAGE_HEIGHT, STAGE_WIDTH } from './geometry.ts';
import { PEN_SCALE, type PaintItem, type Painter, type PenLine } from './painter.ts';

const COLUMNS = STAGE_WIDTH * PEN_SCALE;
const ROWS = STAGE_HEIGHT * PEN_SCALE;

/** More than this is handed on before anybody looks: memory must not grow while nothing can be drawn. */
const MOST_WAITING = 20_000;

/**
 * The pen layer as something that sprites can see: read back at most once after each change. What the pen does waits until
 * somebody looks, so that a project which clears and draws anew in every step never draws more than is shown.
 */
export class PenLayer {
  readonly #painter: Painter;
  #pixels: Uint8Array | Uint8ClampedArray | null = null;
  #waiting: ({ line: PenLine } | { stamp: PaintItem })[] = [];
  #clears = true;
  /** True while nothing was drawn since the last clear. */
  empty = true;

  constructor(painter: Painter) {
    this.#painter = painter;
  }

  clear(): void {
    this.#waiting.length = 0;
    if (this.empty) return;
    this.#clears = true;
    this.empty = true;
    this.#pixels = null;
  }

  line(line: PenLine): void {
    this.#add({ line });
  }

  stamp(item: PaintItem): void {
    this.#add({ stamp: item });
  }

  /** Hands on whatever waits. To be called before the layer is shown. */
  flush(): void {
    if (this.#clears) this.#painter.penClear();
    this.#clears = false;
    for (const op of this.#waiting) {
      if ('line' in op) this.#painter.penLine(op.line);
      else this.#painter.penStamp(op.stamp);
    }
    this.#waiting.length = 0;
  }

  #add(op: { line: PenLine } | { stamp: PaintItem }): void {
    this.#waiting.push(op);
    this.empty = false;
    this.#pixels = null;
    if (this.#waiting.length >= MOST_WAITING) this.flush();
  }

  /** @see ColorLayer */
  sample(x: number, y: number, out: Float64Array): void {
    const column = Math.floor((x + STAGE_WIDTH / 2) * PEN_SCALE);
    const row = Math.floor((STAGE_HEIGHT / 2 - y) * PEN_SCALE);
    if (column < 0 || column >= COLUMNS || row < 0 || row >= ROWS) {
      out.fill(0);
      return;
    }
    if (!this.#pixels) {
      this.flush();
      this.#pixels = this.#painter.penPixels();
    }
    const at = (row * COLUMNS + column) * 4;
    for (let i = 0; i < 4; i++) out[i] = this.#pixels[at + i]!;
  }
}
