import { NO_EFFECTS } from './effects.ts';
import { invert, STAGE_BOUNDS, STAGE_HEIGHT, STAGE_WIDTH, type Affine } from './geometry.ts';
import type { PaintItem } from './painter.ts';
import { Picture, readPixels, type Pixels } from './picture.ts';
import type { Sensed } from './sensing.ts';

/** A picture of the camera as it lies on the stage. Who shows it closes it. */
export interface VideoLayer {
  source: ImageBitmap;
  /** Left is right, as in a mirror. */
  mirrored: boolean;
  /** 0..1 */
  opacity: number;
}

const [RIGHT, TOP] = [STAGE_WIDTH / 2, STAGE_HEIGHT / 2];
const STRAIGHT: Affine = [STAGE_WIDTH, 0, 0, -STAGE_HEIGHT, -RIGHT, TOP];
const MIRRORED: Affine = [-STAGE_WIDTH, 0, 0, -STAGE_HEIGHT, RIGHT, TOP];

/** The video between the backdrop and the pen: seen, and sensed by its colours. */
export class VideoBackdrop {
  readonly picture = new Picture(null, 1, false, null);
  #layer: VideoLayer | null = null;
  /** Read when a colour is asked for. */
  #pixels: Pixels | null = null;

  show(layer: VideoLayer | null): void {
    if (layer?.source !== this.picture.source) {
      this.picture.source = layer?.source ?? null;
      this.picture.revision++;
      this.#pixels = null;
    }
    this.#layer = layer;
  }

  item(): PaintItem | null {
    if (!this.#layer || this.#layer.opacity <= 0) return null;
    return {
      picture: this.picture,
      matrix: this.#layer.mirrored ? MIRRORED : STRAIGHT,
      effects: { ...NO_EFFECTS, opacity: this.#layer.opacity },
      width: STAGE_WIDTH,
      height: STAGE_HEIGHT,
      smooth: true,
    };
  }

  sensed(): Sensed | null {
    const item = this.item();
    const inverse = item && invert(item.matrix);
    if (!inverse) return null;
    const pixels = (this.#pixels ??= readPixels(this.#layer!.source));
    const { opacity } = item.effects;
    return { inverse, pixels, warp: null, tint: null, opacity, width: STAGE_WIDTH, height: STAGE_HEIGHT, bounds: STAGE_BOUNDS }; // prettier-ignore
  }
}
