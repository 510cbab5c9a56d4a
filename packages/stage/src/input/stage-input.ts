import type { InputState } from '../ports.ts';
import { STAGE_HEIGHT, STAGE_WIDTH } from '../render/geometry.ts';

/** Mouse and keys as a running project sees them. */
export class StageInput implements InputState {
  mouseX = 0;
  mouseY = 0;
  mouseDown = false;
  readonly #keys = new Set<string>();
  readonly loudness: () => number;

  constructor(loudness: () => number = () => -1) {
    this.loudness = loudness;
  }

  /** Stage units, also beyond the edges; a project sees whole numbers on the stage. */
  pointer(x: number, y: number, down: boolean): void {
    this.mouseX = onStage(x, STAGE_WIDTH / 2);
    this.mouseY = onStage(y, STAGE_HEIGHT / 2);
    this.mouseDown = down;
  }

  key(name: string, down: boolean): void {
    if (down) this.#keys.add(name);
    else this.#keys.delete(name);
  }

  letGo(): void {
    this.#keys.clear();
    this.mouseDown = false;
  }

  isKeyDown(key: string): boolean {
    return key === 'any' ? this.anyKeyDown() : this.#keys.has(key);
  }

  anyKeyDown(): boolean {
    return this.#keys.size > 0;
  }
}

const onStage = (value: number, limit: number): number => Math.round(Math.max(-limit, Math.min(limit, value))) + 0;
