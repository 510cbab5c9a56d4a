import type { Random } from '@paperkite/kernel';
import type { Scalar } from '@paperkite/project';
import { isWhole, toNumber } from './cast.ts';

/** `pick random`: a whole number when both bounds are whole, with bounds in either order. */
export function pickRandom(random: Random, from: Scalar, to: Scalar): number {
  const a = toNumber(from);
  const b = toNumber(to);
  const low = Math.min(a, b);
  const high = Math.max(a, b);
  if (low === high) return low;
  if (isWhole(from) && isWhole(to)) return low + Math.floor(random.next() * (high + 1 - low));
  return random.next() * (high - low) + low;
}
