/** A frame of 8N1 as its receiver understands it. */
export interface SampledFrame {
  readonly byte: number;
  /** Where a stop bit should be, the line was low. */
  readonly framingError: boolean;
}

const FRAME_BITS = 10;

/**
 * What a receiver that counts `receiverBit` for a bit makes of a byte that was sent with `senderBit` (the same unit of time), the line
 * being idle before and after: the byte itself while the two differ by less than about 5 %, other bytes or none beyond.
 */
export function sampleFrame(byte: number, senderBit: number, receiverBit: number): SampledFrame[] {
  const wave = (byte << 1) | 0x200;
  const level = (time: number): number => {
    const bit = Math.floor(time / senderBit);
    return bit < 0 || bit >= FRAME_BITS ? 1 : (wave >> bit) & 1;
  };
  const frames: SampledFrame[] = [];
  const end = FRAME_BITS * senderBit;
  let time = 0;
  while (time < end) {
    // Receivers look for the start bit a few times in a bit; a sixteenth is what the chip does.
    if (level(time) === 1) {
      time += receiverBit / 16;
      continue;
    }
    if (level(time + receiverBit / 2) === 1) {
      time += receiverBit;
      continue;
    }
    let value = 0;
    for (let bit = 0; bit < 8; bit++) value |= level(time + (bit + 1.5) * receiverBit) << bit;
    frames.push({ byte: value, framingError: level(time + 9.5 * receiverBit) === 0 });
    time += 9.5 * receiverBit;
  }
  return frames;
}
