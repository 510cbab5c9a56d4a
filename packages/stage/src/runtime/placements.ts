import type { Clock } from '@paperkite/kernel';
import type { StageTarget } from './target.ts';

/** Milliseconds between two tellings: a panel need not follow every frame. */
const TELL_EVERY = 100;
/** What the border of the frame lets through. */
const FARTHEST = 1e6;

/** How a sprite (or the stage, of which only the costume means something) stands now. Clones are not told of. */
export interface Placement {
  target: string;
  /** Stage units from the middle, y up. */
  x: number;
  y: number;
  /** Degrees, 90 points right. */
  direction: number;
  /** Per cent. */
  size: number;
  visible: boolean;
  /** 0-based. */
  costume: number;
}

/** What a hand may change of a sprite; what is null stays. */
export type PlacementChange = { [K in Exclude<keyof Placement, 'target'>]: Placement[K] | null };

/** Tells how sprites stand, at most ten times a second, and only those that stand otherwise than was told. */
export class Placements {
  readonly #targets: readonly StageTarget[];
  readonly #clock: Clock;
  readonly #told: Placement[];
  #toldAt = -Infinity;

  /** What the program begins with counts as told. */
  constructor(targets: readonly StageTarget[], clock: Clock) {
    this.#targets = targets;
    this.#clock = clock;
    this.#told = targets.map(placementOf);
  }

  changes(): Placement[] {
    const now = this.#clock.now();
    if (now - this.#toldAt < TELL_EVERY) return [];
    const changed: Placement[] = [];
    this.#targets.forEach((target, index) => {
      if (standsAs(target, this.#told[index]!)) return;
      this.#told[index] = placementOf(target);
      changed.push(this.#told[index]!);
    });
    if (changed.length > 0) this.#toldAt = now;
    return changed;
  }
}

const within = (value: number): number => (Number.isNaN(value) ? 0 : Math.max(-FARTHEST, Math.min(FARTHEST, value)));

const placementOf = ({ table, x, y, direction, size, visible, costume }: StageTarget): Placement => ({
  target: table.id,
  x: within(x),
  y: within(y),
  direction: within(direction),
  size: within(size),
  visible,
  costume,
});

const standsAs = (target: StageTarget, told: Placement): boolean =>
  within(target.x) === told.x &&
  within(target.y) === told.y &&
  within(target.direction) === told.direction &&
  within(target.size) === told.size &&
  target.visible === told.visible &&
  target.costume === told.costume;
