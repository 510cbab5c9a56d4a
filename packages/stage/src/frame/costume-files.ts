import type { Costume } from '@paperkite/project';
import type { ToWorker } from './protocol.ts';
import { drawVector, firstScale, readVector, type Vector } from './svg.ts';

const MIME: Readonly<Record<Exclude<Costume['format'], 'svg'>, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  bmp: 'image/bmp',
};

const NOTHING = { image: null, scale: 1, width: 0, height: 0, originX: 0, originY: 0 } as const;

/** Gives the worker the pictures of costumes, each once: bitmaps as files, vectors as pixels. */
export class CostumeFiles {
  readonly #toWorker: (message: ToWorker, transfer?: Transferable[]) => void;
  readonly #onRefused: (hash: string, why: 'too_large' | 'broken') => void;
  readonly #sent = new Set<string>();
  readonly #vectors = new Map<string, Vector>();

  /** @param onRefused a costume's file cannot be shown */
  constructor(
    toWorker: (message: ToWorker, transfer?: Transferable[]) => void,
    onRefused: (hash: string, why: 'too_large' | 'broken') => void,
  ) {
    this.#toWorker = toWorker;
    this.#onRefused = onRefused;
  }

  /** Resolves when the worker has been sent whatever it did not have. A bitmap's bytes move away from `assets`. */
  async send(costumes: readonly Costume[], assets: Map<string, ArrayBuffer | null>): Promise<void> {
    for (const { asset: hash, format } of costumes) {
      const bytes = assets.get(hash);
      if (!bytes || this.#sent.has(hash)) continue;
      this.#sent.add(hash);
      assets.delete(hash);
      if (format === 'svg') await this.#sendVector(hash, bytes);
      else this.#toWorker({ type: 'bitmap', hash, bytes, mime: MIME[format] }, [bytes]);
    }
  }

  /** Draws a vector again for a larger size. */
  sharpen(hash: string, scale: number): void {
    const vector = this.#vectors.get(hash);
    if (vector) this.#sendRaster(hash, vector, scale);
  }

  async #sendVector(hash: string, bytes: ArrayBuffer): Promise<void> {
    const vector = await readVector(bytes);
    if (!vector || typeof vector === 'string') {
      if (vector) this.#onRefused(hash, vector);
      return this.#toWorker({ type: 'raster', hash, ...NOTHING });
    }
    this.#vectors.set(hash, vector);
    this.#sendRaster(hash, vector, firstScale(vector));
  }

  #sendRaster(hash: string, vector: Vector, scale: number): void {
    const { width, height, originX, originY } = vector;
    const drawn = drawVector(vector, scale);
    if (!drawn) return;
    this.#toWorker({ type: 'raster', hash, ...drawn, width, height, originX, originY }, [drawn.image]);
  }
}
