import type { Clock } from '@paperkite/kernel';

/** A token bucket: so many attempts at once, and as many again spread evenly over the window. */
export interface AttemptPolicy {
  readonly attempts: number;
  readonly windowMs: number;
}

/** Counts attempts by key: a code, a seat, an account. Never an address alone, because a class shares one. */
export interface AttemptLimiter {
  /** Milliseconds until the next attempt with this key is allowed; 0 means now. Does not count. */
  waitMs(key: string): number;
  /** Counts one attempt. */
  record(key: string): void;
  /** Forgets the attempts of a key, as after a success. */
  forget(key: string): void;
}

/** What is left of a bucket at an instant; fractions of an attempt count. */
interface Bucket {
  readonly left: number;
  readonly at: number;
}

/** Most keys kept. Full buckets are dropped first, then the ones that were not used for the longest time. */
const MAX_KEYS = 100_000;

/**
 * A limiter in memory, one for each kind of attempt. A clock that goes back counts as standing still.
 */
export function attemptLimiter({ attempts, windowMs }: AttemptPolicy, clock: Clock): AttemptLimiter {
  const buckets = new Map<string, Bucket>();
  const perMs = attempts / windowMs;

  const leftNow = ({ left, at }: Bucket, now: number): number =>
    Math.min(attempts, left + Math.max(0, now - at) * perMs);

  const makeRoom = (now: number): void => {
    for (const [key, bucket] of buckets) if (leftNow(bucket, now) >= attempts) buckets.delete(key);
    // A map keeps the order of insertion, and `record` inserts anew: the first is the one unused for longest.
    for (const key of buckets.keys()) {
      if (buckets.size < 0.9 * MAX_KEYS) break; // room for a while, so that a flood does not pay this each time
      buckets.delete(key);
    }
  };

  return {
    waitMs(key) {
      const bucket = buckets.get(key);
      if (!bucket) return 0;
      const left = leftNow(bucket, clock.now());
      return left >= 1 ? 0 : Math.ceil((1 - left) / perMs);
    },
    record(key) {
      const now = clock.now();
      const bucket = buckets.get(key) ?? { left: attempts, at: now };
      buckets.delete(key);
      if (buckets.size >= MAX_KEYS) makeRoom(now);
      buckets.set(key, { left: Math.max(0, leftNow(bucket, now) - 1), at: Math.max(now, bucket.at) });
    },
    forget: (key) => void buckets.delete(key),
  };
}

/** After every `every` failures a seat rests: first `firstMs`, each time twice as long, at most `longestMs`. */
export interface RestPolicy {
  readonly every: number;
  readonly firstMs: number;
  readonly longestMs: number;
}

/** For PINs of seats: five tries a minute at first, five an hour in the end, where all 10,000 PINs take twelve weeks. */
export const PIN_REST: RestPolicy = { every: 5, firstMs: 60_000, longestMs: 3_600_000 };

/** How long a seat rests after its n-th failure in a row, in milliseconds; 0 when it does not. */
export function restAfter(failures: number, { every, firstMs, longestMs }: RestPolicy = PIN_REST): number {
  if (failures < every || failures % every !== 0) return 0;
  return Math.min(longestMs, firstMs * 2 ** (failures / every - 1));
}
