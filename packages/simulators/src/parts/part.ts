export type PartKind = 'led' | 'button' | 'potentiometer' | 'servo' | 'buzzer' | 'ultrasonic' | 'strip' | 'lcd';

/** A part as a document describes it: `BoardPart` of `@paperkite/project` fits. Unknown pins and settings are left out of account. */
export interface PartDescription {
  readonly id: string;
  readonly kind: PartKind;
  /**
   * Where its legs are wired: LED `A`, button `S`, potentiometer `SIG`, servo `PWM`, buzzer `SIG`, ultrasonic `TRIG` and `ECHO`, strip
   * `DIN`. The LCD hangs on the I2C bus.
   */
  readonly pins: Readonly<Record<string, string>>;
  /** Button: `wiring` `high` (to 5 V, with a resistor to ground) or `low` (to ground). Strip: `count`. LCD: `address`. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What a part shows at a moment; each kind uses what concerns it. */
export interface PartState {
  /** LED: 0..1, the mean over a period of its PWM. */
  brightness?: number;
  /** Servo: degrees, 0..180; missing until it gets its first pulse. */
  angle?: number;
  /** Buzzer: hertz; 0 is silence. */
  frequency?: number;
  /** Light strip: colours 0xRRGGBB. */
  pixels?: readonly number[];
  /** LCD: the two rows, 16 characters each. */
  rows?: readonly [string, string];
  backlight?: boolean;
}

/** A part that is wired to a board. */
export interface Part {
  /** What it shows now. */
  state(): PartState;
  /**
   * What a person does to it. Button: 0 released, 1 pressed. Potentiometer: 0..1023. Ultrasonic: centimetres to what is in front of
   * it. Others ignore it.
   */
  setInput(value: number): void;
  /** Takes it off the board. */
  remove(): void;
}
