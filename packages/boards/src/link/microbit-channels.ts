const pins = (numbers: readonly number[], letter = 'P'): string[] => numbers.map((number) => `${letter}${number}`);

/** Pins that the link drives and reads: those of the edge connector that are not only power or I2C. */
export const MICROBIT_PINS: ReadonlySet<string> = new Set(pins(Array.from({ length: 17 }, (_, i) => i)));

/** Sensors in MakeCode's units: milli-g, degrees, 0..255, degrees Celsius. */
const SENSORS = 'ax ay az strength pitch roll light temp compass sound'.split(' ');
/** Buttons, the logo, touch; `gesture` is 0 for none and MakeCode's number otherwise. */
const TOUCHED = ['a', 'b', 'logo', 'gesture', ...pins([0, 1, 2], 'T')];

/** What can be subscribed: `digital` channels are told when they change, `analog` ones at intervals. */
export const MICROBIT_CHANNELS = {
  digital: new Set([...TOUCHED, ...MICROBIT_PINS]),
  analog: new Set([...SENSORS, ...pins([0, 1, 2, 3, 4, 10])]),
};
