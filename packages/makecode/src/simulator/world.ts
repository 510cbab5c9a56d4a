/** Pins of the edge connector that programs can use. */
export const PINS = [
  'P0', 'P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9',
  'P10', 'P11', 'P12', 'P13', 'P14', 'P15', 'P16', 'P19', 'P20',
] as const; // prettier-ignore
export type MicrobitPin = (typeof PINS)[number];

/** By MakeCode's names, with the numbers of its events. @see pxt-microbit libs/core/enums.d.ts `Gesture` */
export const GESTURES = {
  LogoUp: 1,
  LogoDown: 2,
  TiltLeft: 3,
  TiltRight: 4,
  ScreenUp: 5,
  ScreenDown: 6,
  FreeFall: 7,
  ThreeG: 8,
  SixG: 9,
  Shake: 11,
} as const;
export type MicrobitGesture = keyof typeof GESTURES;

export type MicrobitButton = 'A' | 'B' | 'AB';

/** What one value says about the world around the simulated board. */
export interface MicrobitSensors {
  /** 0 (dark) to 255. */
  light: number;
  /** Degrees Celsius, -5 to 50. */
  temperature: number;
  /** Degrees, 0 (north) to 359. */
  compass: number;
  /** 0 (quiet) to 255. */
  sound: number;
}
export type MicrobitSensor = keyof MicrobitSensors;

/** A classroom. */
export const DEFAULT_SENSORS: Readonly<MicrobitSensors> = { light: 128, temperature: 21, compass: 90, sound: 30 };

/** Milli-g as a program reads them: x to the right, y towards the person, z up out of the screen; flat on a table is 0, 0, -1023. */
export interface Acceleration {
  x: number;
  y: number;
  z: number;
}

/** Flat on a table. */
export const DEFAULT_ACCELERATION: Readonly<Acceleration> = { x: 0, y: 0, z: -1023 };

export type PinUse = 'digital in' | 'digital out' | 'analog in' | 'analog out' | 'servo' | 'touch';

/** A pin that the program uses. `value` is 0..1023, for a servo its angle in degrees. */
export interface PinState {
  pin: MicrobitPin;
  use: PinUse;
  value: number;
}

/** What of the board the program has asked for, so that only those controls are shown. */
export type MicrobitPart =
  'acceleration' | 'shake' | 'light' | 'temperature' | 'compass' | 'sound' | 'radio' | 'buttonAB' | 'logo';

/** What is to be seen and heard of the board at one moment. */
export interface MicrobitState {
  /** 25 brightnesses 0..255, row by row from the top left. */
  leds: readonly number[];
  pins: readonly PinState[];
  /** Hz; 0 is silence. Sound effects have none. */
  tone: number;
  parts: readonly MicrobitPart[];
  /** The program used something that only a micro:bit V2 has. */
  needsV2: boolean;
}

/** One datagram of the micro:bit's radio, as it goes from one simulated board to another. */
export interface RadioPacket {
  /** 0..255 */
  group: number;
  /** dBm */
  signal: number;
  /** Serial number of the sender, 0 when it does not say. */
  serial: number;
  /** Milliseconds since 1970. */
  time: number;
  /** Up to 36 bytes. */
  data: Uint8Array;
}
