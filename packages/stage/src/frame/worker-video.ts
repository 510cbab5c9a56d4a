import type { MotionArea, VideoCamera, VideoMotion, VideoState } from '../ports.ts';
import type { VideoLayer } from '../render/index.ts';
import { GRID_HEIGHT, GRID_WIDTH, MotionField } from '../video/motion-field.ts';

/** What the camera of the page shows: the layer behind the sprites, and what moves in it. */
export class WorkerVideo implements VideoCamera {
  readonly #tell: (on: boolean) => void;
  readonly #show: (layer: VideoLayer | null) => void;
  readonly #field = new MotionField();
  readonly #small = new OffscreenCanvas(GRID_WIDTH, GRID_HEIGHT);
  #picture: ImageBitmap | null = null;
  /** Not yet part of `#field`: most projects never ask what moves. */
  #unseen = false;
  #asksMotion = false;
  #state: VideoState = 'off';
  #transparency = 50;
  /** What the page was told last. */
  #told = false;

  /** @param tell whether the project wants the camera, once a step at most @param show what is to be drawn */
  constructor(tell: (on: boolean) => void, show: (layer: VideoLayer | null) => void) {
    this.#tell = tell;
    this.#show = show;
  }

  use(state: VideoState, transparency: number): void {
    if (state === this.#state && transparency === this.#transparency) return;
    const was = this.#state;
    this.#state = state;
    this.#transparency = transparency;
    if (state !== was) this.#field.clear();
    if (state === 'off') this.#drop();
    else this.#draw();
  }

  /** After every step: a project may switch thousands of times in one, and cameras take long to start. */
  step(): void {
    const wanted = this.#state !== 'off';
    if (wanted === this.#told) return;
    this.#told = wanted;
    this.#tell(wanted);
  }

  /** Another program begins. */
  reset(): void {
    this.use('off', 50);
    this.#asksMotion = false;
  }

  /** The camera's next picture; null when it was switched off. */
  receive(picture: ImageBitmap | null): void {
    if (this.#state === 'off' || !picture) {
      picture?.close();
      return this.#drop();
    }
    this.#picture?.close();
    this.#picture = picture;
    this.#unseen = true;
    if (this.#asksMotion) this.#look();
    this.#draw();
  }

  motion(area: MotionArea | null): VideoMotion | null {
    this.#asksMotion = true;
    this.#look();
    return this.#field.motion(area);
  }

  get #mirrored(): boolean {
    return this.#state === 'on';
  }

  #draw(): void {
    if (!this.#picture) return;
    this.#show({ source: this.#picture, mirrored: this.#mirrored, opacity: 1 - this.#transparency / 100 });
  }

  #drop(): void {
    this.#picture?.close();
    this.#picture = null;
    this.#unseen = false;
    this.#field.clear();
    this.#show(null);
  }

  /** Adds the picture to those that motion is looked for in. */
  #look(): void {
    if (!this.#unseen || !this.#picture) return;
    this.#unseen = false;
    const context = this.#small.getContext('2d', { willReadFrequently: true });
    if (!context) return;
    context.setTransform(this.#mirrored ? -1 : 1, 0, 0, 1, this.#mirrored ? GRID_WIDTH : 0, 0);
    context.drawImage(this.#picture, 0, 0, GRID_WIDTH, GRID_HEIGHT);
    const { data } = context.getImageData(0, 0, GRID_WIDTH, GRID_HEIGHT);
    const greys = new Uint8Array(GRID_WIDTH * GRID_HEIGHT);
    for (let i = 0; i < greys.length; i++) {
      greys[i] = data[i * 4]! * 0.299 + data[i * 4 + 1]! * 0.587 + data[i * 4 + 2]! * 0.114;
    }
    this.#field.add(greys);
  }
}
