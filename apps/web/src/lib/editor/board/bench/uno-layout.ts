/** A point of the bench, in pixels from its left and top. */
export interface Point {
  x: number;
  y: number;
}

/** A point where a wire ends, and the way it leaves. */
export interface WireEnd extends Point {
  leaves: 'up' | 'down' | 'left' | 'right';
}

/** The bench in its own pixels; the page scales it to the room there is. */
export const BENCH = { width: 720, height: 540 } as const;

/** Where the board's picture lies on the bench. */
export const UNO = { x: 223, y: 308, width: 275, height: 202 } as const;

/** From the picture's left, in its pixels: the row of sockets at the top (y 9), digital pins and a ground. */
const TOP: Readonly<Record<string, number>> = {
  GND: 115.5,
  D13: 125,
  D12: 134.5,
  D11: 144,
  D10: 153.5,
  D9: 163,
  D8: 173,
  D7: 189,
  D6: 198.5,
  D5: 208,
  D4: 217.5,
  D3: 227,
  D2: 236.5,
  D1: 246,
  D0: 255.5,
};

/** The row at the bottom (y 191.5): power and analog inputs. */
const BOTTOM: Readonly<Record<string, number>> = {
  '5V': 160,
  GND: 169.5,
  A0: 208,
  A1: 217.5,
  A2: 227,
  A3: 236.5,
  A4: 246,
  A5: 255.5,
};

const TOP_Y = 9;
const BOTTOM_Y = 191.5;

/** Every pin that a part can be wired to: digital ones by number, then the analog inputs. */
export const UNO_PINS: readonly string[] = [
  ...Array.from({ length: 14 }, (_, number) => `D${number}`),
  ...Array.from({ length: 6 }, (_, number) => `A${number}`),
];

/** Pins that can give a pulse of any width. */
export const UNO_PWM_PINS: readonly string[] = ['D3', 'D5', 'D6', 'D9', 'D10', 'D11'];

/**
 * Where a wire to a pin of the Uno ends on the bench; undefined for a name that it does not have.
 * @param near For ground, which there is at both edges: whence the wire comes.
 */
export function unoPin(pin: string, near?: Point): WireEnd | undefined {
  const fromAbove = near === undefined || near.y < UNO.y + UNO.height / 2;
  const top = pin === 'GND' && !fromAbove ? undefined : TOP[pin];
  if (top !== undefined) return { x: UNO.x + top, y: UNO.y + TOP_Y, leaves: 'up' };
  const bottom = BOTTOM[pin];
  return bottom === undefined ? undefined : { x: UNO.x + bottom, y: UNO.y + BOTTOM_Y, leaves: 'down' };
}
