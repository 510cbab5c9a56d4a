import type { Random } from '@paperkite/kernel';

/** What a bad line makes of `bytes`: each is changed or dropped with the given probability, one as often as the other. */
export function disturb(bytes: Uint8Array, random: Random, probability: number): Uint8Array {
  const out: number[] = [];
  for (const byte of bytes) {
    if (random.next() >= probability) out.push(byte);
    else if (random.next() < 0.5) out.push(byte ^ (1 + Math.floor(random.next() * 255)));
  }
  return Uint8Array.from(out);
}
