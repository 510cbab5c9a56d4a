import { seededRandom } from '@paperkite/kernel';

/** From this seed on projects compute, with little text: what a compiler knows the types of. */
export const FIRST_NUMERIC_SEED = 100_000;

/** Choices that are the same for the same seed. */
export class Choices {
  /** Whether values are mostly numbers. */
  readonly numeric: boolean;
  private readonly random;

  constructor(seed: number) {
    this.random = seededRandom(seed);
    this.numeric = seed >= FIRST_NUMERIC_SEED;
  }

  /** Whole number from 0 to below `n`. */
  below(n: number): number {
    return Math.floor(this.random.next() * n);
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  chance(share: number): boolean {
    return this.random.next() < share;
  }
}

/** Text that looks like numbers, almost like numbers, or not at all. */
export const TEXTS =
  '0|1|-1|2|3|10|2.5|-2.5|1e3|0x10|| |abc|ABC|true|false|True|Infinity|-Infinity|NaN|-0|0.1|1e-7|123456789012345678901| 5 |1.0|00|+5|a|0.5|0b11|1_000|.5|5.|１|é|É|ß|last|all|4|7|100|-7|360|90|45'.split(
    '|',
  );

export const NUMBERS = '0|1|2|3|4|5|-1|-3|0.5|2.5|10|100|7|1e3|90|45|30'.split('|');
