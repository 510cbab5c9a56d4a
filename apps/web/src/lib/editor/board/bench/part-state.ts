/** What a part shows while the program runs. Each kind uses what concerns it. */
export interface PartState {
  /** LED: 0..1. */
  brightness?: number;
  /** Servo: degrees, 0..180. */
  angle?: number;
  /** Buzzer: hertz; 0 is silence. */
  frequency?: number;
  /** Light strip: colours 0xRRGGBB. */
  pixels?: readonly number[];
  /** LCD: the two rows. */
  rows?: readonly [string, string];
  backlight?: boolean;
}

/** The range of what a person can turn or press, by kind of part; the middle is where it begins. */
export const INPUT_RANGES = {
  button: { min: 0, max: 1, begin: 0 },
  potentiometer: { min: 0, max: 1023, begin: 512 },
  /** Centimetres. */
  ultrasonic: { min: 2, max: 400, begin: 50 },
} as const;

/** Room below a part's picture for its slider and what that says, in pixels of the bench. */
export const sliderRoom = (kind: string): number => (kind === 'potentiometer' || kind === 'ultrasonic' ? 54 : 0);

export type InputKind = keyof typeof INPUT_RANGES;

export const isInput = (kind: string): kind is InputKind => Object.hasOwn(INPUT_RANGES, kind);
