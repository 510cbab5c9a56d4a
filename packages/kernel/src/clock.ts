/** Time as a port, so that deadlines and schedulers can be tested. Milliseconds since the Unix epoch. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is moved, for tests and replays. */
export function manualClock(startMs = 0): Clock & { advance(ms: number): void; set(ms: number): void } {
  let now = startMs;
  return { now: () => now, advance: (ms) => void (now += ms), set: (ms) => void (now = ms) };
}
