/**
 * The Uno's twenty pins as the firmware, the simulator, the compiler and the palette know them: one table, so that they agree.
 * Numbers are Arduino's: 0..13 are D0..D13, 14..19 are A0..A5.
 * @see ATmega328P datasheet (Microchip DS40002061), "Pin Configurations"
 */
export interface UnoPin {
  /** What is printed on the board: `D0`..`D13`, `A0`..`A5`. */
  readonly name: string;
  /** Arduino's pin number, 0..19; the operand of every instruction that names a pin. */
  readonly number: number;
  readonly port: 'B' | 'C' | 'D';
  /** Bit in the port, 0..7. */
  readonly bit: number;
  /** The compare output that makes PWM on this pin: timer 0 belongs to the clock, 1 also to servos, 2 also to tones. */
  readonly pwm: '0A' | '0B' | '1A' | '1B' | '2A' | '2B' | null;
  /** Analog input, 0..5. */
  readonly analog: number | null;
}

const PWM_OUTPUTS: Readonly<Record<number, UnoPin['pwm']>> = {
  3: '2B',
  5: '0B',
  6: '0A',
  9: '1A',
  10: '1B',
  11: '2A',
};

function pin(number: number): UnoPin {
  const pwm = PWM_OUTPUTS[number] ?? null;
  if (number < 8) return { name: `D${number}`, number, port: 'D', bit: number, pwm, analog: null };
  if (number < 14) return { name: `D${number}`, number, port: 'B', bit: number - 8, pwm, analog: null };
  return { name: `A${number - 14}`, number, port: 'C', bit: number - 14, pwm, analog: number - 14 };
}

/** All pins; the index is the pin's number. */
export const UNO_PINS: readonly UnoPin[] = Array.from({ length: 20 }, (_, number) => pin(number));

/** The pin with this printed name, or undefined. */
export function unoPin(name: string): UnoPin | undefined {
  return UNO_PINS.find((candidate) => candidate.name === name);
}
