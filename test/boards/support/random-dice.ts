import { seededRandom } from '@paperkite/kernel';

/** What random programs are thrown with. */
export interface Dice {
  /** A whole number from 0 to below `most`. */
  int(most: number): number;
  pick<T>(of: readonly T[]): T;
  /** Whether something happens that does so with probability `p`. */
  chance(p: number): boolean;
}

/** The same throws for the same seed. */
export function diceOf(seed: number): Dice {
  const random = seededRandom(seed).next;
  const int = (most: number): number => Math.floor(random() * most);
  return { int, pick: (of) => of[int(of.length)]!, chance: (p) => random() < p };
}
