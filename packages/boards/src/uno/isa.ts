/**
 * The instruction set of the machine in the Uno's firmware. This table is the single source: the C header, the assembler and
 * the disassembler are made from it, and an instruction's code is its place in it.
 *
 * ## Model
 * A stack machine. Every cell has 32 bits and holds a binary32 number; a boolean is 0 or 1; a stored text is the image offset of a
 * text constant as a number (0 is the empty text). The compiler has checked the types, the machine only checks bounds.
 *
 * A program is a set of *hats* (see `image.ts`), each with one thread and a stack of its own whose size the compiler gives.
 * Every instruction may use all of that stack; a thread needs one more cell for each call that is open. Threads are cooperative: one runs
 * until it ends or meets `YIELD`, `YIELD_JUMP` or `WAIT`. (A thread that makes 65,535 jumps and calls in one turn without giving
 * way is made to give way, so that nothing stands still for ever.) Scheduling: packages/compiler/src/board/README.md.
 *
 * What blocks can do and no instruction does, the compiler puts together from these (its `uno/library.ts`): flash is dear, and
 * a routine that is part of the image costs only the programs that need it.
 *
 * ## Notation
 * `pops a b` means that b is on top. Multi-byte operands are little-endian. Rounding: one instruction rounds its result once unless it
 * says otherwise. "To a whole number in l..h": NaN is 0, half up, then clamped.
 *
 * ## Calls
 * `CALL` takes the arguments from the top of the stack and pushes a frame cell; the callee's cell 0 is what comes after it. `GET_LOCAL i`
 * reads cell i; argument k of n is cell k - n - 1 (so the last argument is -2). `RESERVE n` makes locals 0..n-1. In a hat's own
 * code cell 0 is the bottom of the stack. `RETURN` drops everything down to and with the arguments; `RETURN_VALUE` then pushes the value.
 *
 * ## Text
 * Text is never stored, it flows into a sink: `TEXT_BEGIN sink`, pieces, `TEXT_END n`. Numbers and booleans that occur in it are
 * pushed *before* `TEXT_BEGIN`, in the order of evaluation, and named by their depth (0 = top of the stack); `TEXT_END n` drops n
 * cells. Between the two only TEXT_ instructions may stand. To compare: `TEXT_BEGIN keep`, left side, `TEXT_END 0`, `TEXT_BEGIN
 * equal`, right side, `TEXT_END n`. `contains`: keep the haystack, then `find` the needle. Kept texts have at most 32 bytes.
 */

/**
 * - `code`: u16, image offset of an instruction.
 * - `text`: u16, image offset of a text constant (a byte of length, then UTF-8).
 * - `f32`: binary32. `bf16`: the upper half of a binary32 (whole numbers up to 256 and many more).
 * - `local`: i8. `depth`, `count`, `global`, `list`, `message`, `pin`, `channel`, `mode`, `sink`: u8.
 */
export type UnoOperand =
  | 'code'
  | 'text'
  | 'f32'
  | 'bf16'
  | 'local'
  | 'depth'
  | 'count'
  | 'global'
  | 'list'
  | 'message'
  | 'pin'
  | 'channel'
  | 'mode'
  | 'sink';

/**
 * What an instruction costs, dispatch included, on a Uno (16 cycles are 1 µs): `quick` below 100 cycles, `float` below 400 or so,
 * `slow` some thousand (functions, division, text), `waits` takes as long as the hardware takes (conversion, echo, serial port).
 */
export type UnoCost = 'quick' | 'float' | 'slow' | 'waits';

export interface UnoInstructionSet {
  readonly name: string;
  readonly operands: readonly UnoOperand[];
  /** Cells taken from the stack; `count` and `CALL` take as many as they say. */
  readonly pops: number | 'count';
  readonly pushes: number;
  readonly cost: UnoCost;
  readonly effect: string;
}

type Row = readonly [string, readonly UnoOperand[], number | 'count', number, UnoCost, string];

const ROWS = [
  ['END', [], 0, 0, 'quick', 'Ends the script. Zeroed flash ends scripts.'],
  ['JUMP', ['code'], 0, 0, 'quick', 'Goes on there. Backwards only in code that runs without refresh.'],
  ['JUMP_IF_FALSE', ['code'], 1, 0, 'quick', 'pops c; jumps when it is 0.'],
  ['JUMP_IF_TRUE', ['code'], 1, 0, 'quick', 'pops c; jumps when it is not 0.'],
  ['JUMP_UNLESS_LESS', ['code'], 2, 0, 'quick', 'pops a b; jumps unless a < b.'],
  ['JUMP_UNLESS_EQUAL', ['code'], 2, 0, 'quick', 'pops a b; jumps unless a = b.'],
  ['JUMP_UNLESS_GREATER', ['code'], 2, 0, 'quick', 'pops a b; jumps unless a > b.'],
  ['YIELD', [], 0, 0, 'quick', 'Gives way; goes on after it.'],
  ['YIELD_JUMP', ['code'], 0, 0, 'quick', 'Gives way; goes on there: the end of a pass of a loop.'],
  [
    'REPEAT_BEGIN',
    [],
    1,
    1,
    'quick',
    'pops n, to a whole number in 0..2^31-1; pushes it as a counter (32-bit whole number).',
  ],
  [
    'REPEAT',
    ['code'],
    0,
    0,
    'quick',
    'Counter on top: 0 drops it and jumps, otherwise it becomes one less. Head of a repeat loop.',
  ],
  [
    'WAIT',
    [],
    1,
    0,
    'quick',
    'pops milliseconds, to a whole number in 0..2^31-1; gives way until they have passed, at least once.',
  ],
  [
    'CALL',
    ['code', 'count'],
    0,
    1,
    'quick',
    'Calls the procedure there with count arguments. The one cell is the frame.',
  ],
  ['RETURN', [], 0, 0, 'quick', 'Back to the caller; in a hat: ends the script.'],
  ['RETURN_VALUE', [], 1, 1, 'quick', 'pops v; back to the caller, pushes v.'],
  [
    'BROADCAST',
    ['message'],
    0,
    0,
    'quick',
    'Starts every message hat with it, also those that run, at the top. When the own script is one of them, it gives way.',
  ],
  ['ANY_RUNNING', ['message'], 0, 1, 'quick', 'Whether a script under a hat of this message is running.'],
  ['STOP_ALL', [], 0, 0, 'quick', 'Ends all scripts. Hats go on listening, outputs stay.'],
  ['STOP_OTHERS', [], 0, 0, 'quick', 'Ends all scripts but this.'],

  ['RESERVE', ['count'], 0, 0, 'quick', 'Pushes count zeros.'],
  ['DROP', ['count'], 'count', 0, 'quick', 'Drops count cells.'],
  ['DUPLICATE', [], 1, 2, 'quick', 'pops a; pushes a a.'],
  ['PUSH_0', [], 0, 1, 'quick', 'Pushes 0 (false, the empty text).'],
  ['PUSH_1', [], 0, 1, 'quick', 'Pushes 1 (true).'],
  ['PUSH_BF16', ['bf16'], 0, 1, 'quick', 'Pushes a number whose lower 16 bits are zero.'],
  ['PUSH_F32', ['f32'], 0, 1, 'quick', 'Pushes a number.'],
  ['PUSH_TEXT', ['text'], 0, 1, 'quick', 'Pushes a text constant, to be stored or to be named by TEXT_STORED.'],
  ['GET_LOCAL', ['local'], 0, 1, 'quick', 'Pushes cell i of the frame.'],
  ['SET_LOCAL', ['local'], 1, 0, 'quick', 'pops v into cell i of the frame.'],
  ['GET_GLOBAL', ['global'], 0, 1, 'quick', 'Pushes a variable.'],
  ['SET_GLOBAL', ['global'], 1, 0, 'quick', 'pops v into a variable.'],
  ['CHANGE_GLOBAL', ['global'], 1, 0, 'float', 'pops v; adds it to a variable.'],
  ['CHANGE_GLOBAL_BF16', ['global', 'bf16'], 0, 0, 'float', 'Adds a constant to a variable.'],

  ['ADD', [], 2, 1, 'float', 'pops a b; a + b.'],
  ['SUBTRACT', [], 2, 1, 'float', 'pops a b; a - b.'],
  ['MULTIPLY', [], 2, 1, 'float', 'pops a b; a * b.'],
  ['DIVIDE', [], 2, 1, 'slow', 'pops a b; a / b.'],
  ['MODULO', [], 2, 1, 'slow', 'pops a b; r = fmod(a, b), exact; r + b when their signs differ and r is not 0.'],
  ['ABSOLUTE', [], 1, 1, 'quick', 'pops a; |a|.'],
  ['FLOOR', [], 1, 1, 'float', 'pops a; the greatest whole number not above it.'],
  ['ROUND', [], 1, 1, 'float', 'pops a; half up: f = floor(a), f + 1 when a - f >= 0.5.'],
  ['BYTE', [], 1, 1, 'float', 'pops a; to a whole number in 0..255.'],
  ['SQRT', [], 1, 1, 'slow', 'pops a; exact square root, NaN below 0.'],
  ['RANDOM', [], 0, 1, 'slow', 'A fraction from 0 on and below 1, in steps of 2^-24.'],
  ['MAP', [], 5, 1, 'slow', 'pops v a b c d; ((v - a) * (d - c)) / (b - a) + c, each step rounded.'],
  ['CONSTRAIN', [], 3, 1, 'quick', 'pops v l h; v < l gives l, otherwise v > h gives h, otherwise v.'],
  ['LESS', [], 2, 1, 'quick', 'pops a b; a < b.'],
  ['EQUAL', [], 2, 1, 'quick', 'pops a b; a = b.'],
  ['GREATER', [], 2, 1, 'quick', 'pops a b; a > b.'],

  ['LIST_ADD', ['list'], 1, 0, 'quick', 'pops v; appends it. A full list is an error.'],
  ['LIST_DELETE', ['list'], 1, 0, 'float', 'pops i (floor, from 1); outside: nothing.'],
  ['LIST_CLEAR', ['list'], 0, 0, 'quick', 'Empties it.'],
  [
    'LIST_INSERT',
    ['list'],
    2,
    0,
    'float',
    'pops v i; before item i, 1..length+1; outside: nothing. A full list is an error (if i is inside).',
  ],
  ['LIST_REPLACE', ['list'], 2, 0, 'float', 'pops i v; outside: nothing.'],
  ['LIST_ITEM', ['list'], 1, 1, 'float', 'pops i; the item, outside 0.'],
  ['LIST_LENGTH', ['list'], 0, 1, 'float', 'Number of items.'],
  ['LIST_INDEX', ['list'], 1, 1, 'slow', 'pops v; place of the first equal item, or 0.'],

  ['TEXT_BEGIN', ['sink'], 0, 0, 'quick', 'Opens a sink; an open one is forgotten.'],
  [
    'TEXT_END',
    ['count'],
    'count',
    0,
    'waits',
    'Drops count cells; sinks equal, find and length then push their result, an LCD row is sent.',
  ],
  ['TEXT_CONSTANT', ['text'], 0, 0, 'waits', 'A text constant.'],
  ['TEXT_NUMBER', ['depth'], 0, 0, 'waits', 'The number at that depth.'],
  ['TEXT_BOOLEAN', ['depth'], 0, 0, 'waits', '`true` or `false`.'],
  ['TEXT_STORED', ['depth'], 0, 0, 'waits', 'The text constant whose offset is at that depth.'],
  ['TEXT_LINE', [], 0, 0, 'waits', 'The last serial line.'],
  ['TEXT_NEWLINE', [], 0, 0, 'waits', 'CR LF.'],
  [
    'TEXT_LETTER',
    ['depth'],
    0,
    0,
    'slow',
    'Of what follows only character n passes (n: floor of the cell at that depth, from 1). Not nested.',
  ],
  ['TEXT_LETTER_END', [], 0, 0, 'quick', 'Everything passes again.'],
  ['SERIAL_NUMBER', [], 0, 1, 'slow', 'The last serial line as a number, 0 without one.'],

  ['PIN_MODE', ['pin', 'mode'], 0, 0, 'quick', 'Sets a pin to be input, input with pull-up or output.'],
  ['DIGITAL_LOW', ['pin'], 0, 0, 'quick', 'Output, low.'],
  ['DIGITAL_HIGH', ['pin'], 0, 0, 'quick', 'Output, high.'],
  ['DIGITAL_SET', ['pin'], 1, 0, 'quick', 'pops c; output, low when c is 0, otherwise high.'],
  ['DIGITAL_READ', ['pin'], 0, 1, 'quick', 'The level; leaves the mode alone.'],
  ['ANALOG_READ', ['channel'], 0, 1, 'waits', '0..1023 (5 V) of analog input 0..5.'],
  [
    'PWM_WRITE',
    ['pin'],
    1,
    0,
    'float',
    'pops v, to a whole number in 0..255; 0 and 255 are plain levels. Only pins with PWM.',
  ],
  [
    'SERVO_WRITE',
    ['pin'],
    1,
    0,
    'float',
    'pops degrees, to a whole number in 0..180; 544 + degrees * 1856 / 180 µs (whole division) every 20 ms.',
  ],
  [
    'TONE_START',
    ['pin'],
    1,
    0,
    'float',
    'pops Hz, to a whole number in 0..65535; below 31 is silence. One tone at a time.',
  ],
  ['TONE_STOP', ['pin'], 0, 0, 'quick', 'Ends the tone on this pin.'],
  [
    'ULTRASONIC',
    ['pin', 'pin'],
    0,
    1,
    'waits',
    'Trigger, echo: length of the echo in µs; 0 after 30 ms. Does not give way.',
  ],
  [
    'STRIP_BEGIN',
    ['pin', 'count'],
    0,
    0,
    'quick',
    'count WS2812 LEDs on that pin, at most as many as the header reserves. Their colours stay.',
  ],
  ['STRIP_SET', [], 2, 0, 'float', 'pops i colour; i to a whole number, from 1; colour 0xRRGGBB. Not sent yet.'],
  ['STRIP_FILL', [], 1, 0, 'float', 'pops colour; all LEDs.'],
  ['STRIP_SHOW', [], 0, 0, 'waits', 'Sends the colours, 30 µs each.'],
  ['LCD_CLEAR', [], 0, 0, 'waits', 'Empties the display.'],
  ['MILLIS', [], 0, 1, 'float', 'Milliseconds since the start.'],
  ['TIMER', [], 0, 1, 'float', 'Milliseconds since the start or RESET_TIMER.'],
  ['RESET_TIMER', [], 0, 0, 'quick', 'The timer starts again at 0.'],
] as const satisfies readonly Row[];

export type UnoOpcode = (typeof ROWS)[number][0];

/** All instructions; the index is the code. */
export const UNO_INSTRUCTIONS: readonly (UnoInstructionSet & { readonly name: UnoOpcode })[] = ROWS.map(
  ([name, operands, pops, pushes, cost, effect]) => ({ name, operands, pops, pushes, cost, effect }),
);

/** Code of each instruction. */
export const UNO_OPCODES = Object.fromEntries(ROWS.map(([name], code) => [name, code])) as Readonly<
  Record<UnoOpcode, number>
>;

/** Bytes that an operand takes. */
export const UNO_OPERAND_BYTES: Readonly<Record<UnoOperand, number>> = {
  code: 2,
  text: 2,
  f32: 4,
  bf16: 2,
  local: 1,
  depth: 1,
  count: 1,
  global: 1,
  list: 1,
  message: 1,
  pin: 1,
  channel: 1,
  mode: 1,
  sink: 1,
};

/** Operand of `TEXT_BEGIN`. */
export const UNO_SINKS = {
  serial: 0,
  lcdRow1: 1,
  lcdRow2: 2,
  /** Into the kept text (32 bytes; a longer one is an error). */
  keep: 3,
  /** Pushes whether the kept text equals this one, A-Z and a-z alike. */
  equal: 4,
  /** Pushes whether the kept text contains this one, A-Z and a-z alike. */
  find: 5,
  /** Pushes the number of characters. */
  length: 6,
} as const;

/** Operand of `PIN_MODE`. */
export const UNO_PIN_MODES = { input: 0, inputPullup: 1, output: 2 } as const;

/** Why a script ended that did not want to; the link reports the code with the script's number and the instruction's offset. */
export const UNO_RUN_ERRORS = {
  'bad-opcode': 1,
  'stack-full': 2,
  /** More taken from the stack than there was: only a damaged image does it. */
  'stack-empty': 3,
  'bad-jump': 4,
  /** A variable, list, pin or text that is not there: only a damaged image does it. */
  'bad-operand': 5,
  'list-full': 6,
  'text-too-long': 7,
  'too-many-servos': 8,
} as const;

export type UnoRunError = keyof typeof UNO_RUN_ERRORS;
