export type ValueType = 'number' | 'boolean' | 'text';

/** What an operation takes and gives. */
export interface Signature {
  args: readonly ValueType[];
  result: ValueType;
  /** The result depends on more than the arguments: never folded, never repeated, never left out. */
  volatile?: true;
}

const n = 'number';
const b = 'boolean';
const t = 'text';
const unary: Signature = { args: [n], result: n };
const binary: Signature = { args: [n, n], result: n };

/** Operations of any board. */
const COMMON_REPORTERS = {
  add: binary,
  subtract: binary,
  multiply: binary,
  divide: binary,
  mod: binary,
  round: unary,
  abs: unary,
  floor: unary,
  ceiling: unary,
  sqrt: unary,
  sin: unary,
  cos: unary,
  tan: unary,
  asin: unary,
  acos: unary,
  atan: unary,
  ln: unary,
  log: unary,
  exp: unary,
  pow10: unary,
  random: { args: [n, n], result: n, volatile: true },
  map: { args: [n, n, n, n, n], result: n },
  constrain: { args: [n, n, n], result: n },
  less: { args: [n, n], result: b },
  greater: { args: [n, n], result: b },
  equal: { args: [n, n], result: b },
  equalBooleans: { args: [b, b], result: b },
  equalTexts: { args: [t, t], result: b },
  and: { args: [b, b], result: b },
  or: { args: [b, b], result: b },
  not: { args: [b], result: b },
  join: { args: [t, t], result: t },
  letter: { args: [n, t], result: t },
  textLength: { args: [t], result: n },
  contains: { args: [t, t], result: b },
  numberText: { args: [n], result: t },
  booleanText: { args: [b], result: t },
  timer: { args: [], result: n, volatile: true },
  serialLine: { args: [], result: t, volatile: true },
  serialNumber: { args: [], result: n, volatile: true },
} as const satisfies Record<string, Signature>;

/** Operations of the Uno. Settings: `pin`, `trig`, `echo` are 0..19 (A0 is 14). */
const UNO_REPORTERS = {
  digitalRead: { args: [], result: b, volatile: true },
  analogRead: { args: [], result: n, volatile: true },
  ultrasonic: { args: [], result: n, volatile: true },
  millis: { args: [], result: n, volatile: true },
  rgb: { args: [n, n, n], result: n },
} as const satisfies Record<string, Signature>;

const COMMON_COMMANDS = {
  resetTimer: [],
  serialPrint: [t],
  serialPrintln: [t],
} as const satisfies Record<string, readonly ValueType[]>;

/** Settings: `pin` 0..19, `mode` INPUT | INPUT_PULLUP | OUTPUT, `count` 1..60, `row` 1..2. */
const UNO_COMMANDS = {
  pinMode: [],
  digitalWrite: [b],
  pwmWrite: [n],
  servoWrite: [n],
  startTone: [n],
  noTone: [],
  stripBegin: [],
  stripSet: [n, n],
  stripFill: [n],
  stripClear: [],
  stripShow: [],
  lcdPrint: [t],
  lcdClear: [],
} as const satisfies Record<string, readonly ValueType[]>;

export const UNO_REPORTER_SIGNATURES = { ...COMMON_REPORTERS, ...UNO_REPORTERS };
export const UNO_COMMAND_ARGUMENTS = { ...COMMON_COMMANDS, ...UNO_COMMANDS };

export type UnoReporterName = keyof typeof UNO_REPORTER_SIGNATURES;
export type UnoCommandName = keyof typeof UNO_COMMAND_ARGUMENTS;

/** Operations of the micro:bit alone have the opcode of their block. */
export type MicrobitName = `mb_${string}`;
export type ReporterName = UnoReporterName | MicrobitName;
export type CommandName = UnoCommandName | MicrobitName;
