import { seededRandom, type Random } from '@paperkite/kernel';

/** Choices of one case; the same seed and index always make the same ones. */
export class Dice {
  readonly #random: Random;

  constructor(seed: number, index: number) {
    // Seeds next to each other must not give cases like each other.
    this.#random = seededRandom(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35));
  }

  /** An integer from 0 to below `end`. */
  below(end: number): number {
    return Math.floor(this.#random.next() * end);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** True once in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  /** As many results as a number that is mostly small. */
  some<T>(most: number, make: () => T): T[] {
    return Array.from({ length: 1 + this.below(1 + this.below(most)) }, make);
  }
}
