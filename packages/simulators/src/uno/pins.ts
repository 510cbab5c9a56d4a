/** The pins of the Uno as printed on it, in one order that everything here counts by: D0 to D13, then A0 to A5. */
export const UNO_PINS = [
  'D0',
  'D1',
  'D2',
  'D3',
  'D4',
  'D5',
  'D6',
  'D7',
  'D8',
  'D9',
  'D10',
  'D11',
  'D12',
  'D13',
  'A0',
  'A1',
  'A2',
  'A3',
  'A4',
  'A5',
] as const;

export type UnoPin = (typeof UNO_PINS)[number];

/** What the chip does with a pin: drives it, listens with its pull-up of about 35 kilohm, or only listens. */
export type PinMode = 'output' | 'pullup' | 'input';

export type PortName = 'B' | 'C' | 'D';

/** Port and bit of each pin. @see Arduino Uno R3 schematic; ATmega328P datasheet, 14 I/O-Ports */
export const PORT_OF_PIN: Readonly<Record<UnoPin, readonly [port: PortName, bit: number]>> = {
  D0: ['D', 0],
  D1: ['D', 1],
  D2: ['D', 2],
  D3: ['D', 3],
  D4: ['D', 4],
  D5: ['D', 5],
  D6: ['D', 6],
  D7: ['D', 7],
  D8: ['B', 0],
  D9: ['B', 1],
  D10: ['B', 2],
  D11: ['B', 3],
  D12: ['B', 4],
  D13: ['B', 5],
  A0: ['C', 0],
  A1: ['C', 1],
  A2: ['C', 2],
  A3: ['C', 3],
  A4: ['C', 4],
  A5: ['C', 5],
};

/** Pins of a port by bit; bits without a pin on the board (crystal, reset) are undefined. */
export const PINS_OF_PORT: Readonly<Record<PortName, readonly (UnoPin | undefined)[]>> = {
  B: ['D8', 'D9', 'D10', 'D11', 'D12', 'D13', undefined, undefined],
  C: ['A0', 'A1', 'A2', 'A3', 'A4', 'A5', undefined, undefined],
  D: ['D0', 'D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7'],
};

/** Is `name` a pin of the Uno? For names that come from documents. */
export const isUnoPin = (name: string): name is UnoPin => (UNO_PINS as readonly string[]).includes(name);
