import { unoPin } from '@paperkite/boards/uno';
import type { Block } from '@paperkite/project';
import type { Diagnose } from '../diagnostics.ts';
import type { BoardKind } from '../ir/nodes.ts';
import {
  UNO_COMMAND_ARGUMENTS,
  UNO_REPORTER_SIGNATURES,
  type UnoCommandName,
  type UnoReporterName,
} from '../ir/operations.ts';
import type { CommandBlock, ReadSettings, ReporterBlock } from './block-table.ts';
import { MICROBIT_COMMANDS, MICROBIT_REPORTERS } from './microbit.ts';
import { fieldOf } from './tree.ts';

const reporter = (operation: UnoReporterName, inputs: readonly string[], settings?: ReadSettings): ReporterBlock => {
  const { args, result } = UNO_REPORTER_SIGNATURES[operation];
  return { operation, inputs: inputs.map((name, i) => [name, args[i]!]), result, settings };
};
const command = (operation: UnoCommandName, inputs: readonly string[], settings?: ReadSettings): CommandBlock => ({
  operation,
  inputs: inputs.map((name, i) => [name, UNO_COMMAND_ARGUMENTS[operation][i]!]),
  settings,
});

/** Number of the pin that a field names, 0..19, A0 being 14; one that fits when it names none. */
export function pinOf(block: Block, field: string, diagnose: Diagnose, kind: 'any' | 'pwm' | 'analog' = 'any'): number {
  const name = fieldOf(block, field);
  const pin = unoPin(name);
  const fits = pin !== undefined && (kind === 'any' || (kind === 'pwm' ? pin.pwm : pin.analog) !== null);
  if (fits) return pin.number;
  diagnose('bad-pin', block.id, { pin: name });
  return kind === 'pwm' ? 3 : kind === 'analog' ? 14 : 2;
}

const pin =
  (kind: 'any' | 'pwm' | 'analog' = 'any'): ReadSettings =>
  (block, diagnose) => ({ pin: pinOf(block, 'PIN', diagnose, kind) });

const PIN_MODES = ['INPUT', 'INPUT_PULLUP', 'OUTPUT'];

/** Most LEDs of a strip: three bytes each. */
const MAX_STRIP = 60;

const COMMON_REPORTERS: Record<string, ReporterBlock> = {
  operator_add: reporter('add', ['NUM1', 'NUM2']),
  operator_subtract: reporter('subtract', ['NUM1', 'NUM2']),
  operator_multiply: reporter('multiply', ['NUM1', 'NUM2']),
  operator_divide: reporter('divide', ['NUM1', 'NUM2']),
  operator_mod: reporter('mod', ['NUM1', 'NUM2']),
  operator_round: reporter('round', ['NUM']),
  operator_random: reporter('random', ['FROM', 'TO']),
  operator_and: reporter('and', ['OPERAND1', 'OPERAND2']),
  operator_or: reporter('or', ['OPERAND1', 'OPERAND2']),
  operator_not: reporter('not', ['OPERAND']),
  operator_join: reporter('join', ['STRING1', 'STRING2']),
  operator_letter_of: reporter('letter', ['LETTER', 'STRING']),
  operator_length: reporter('textLength', ['STRING']),
  operator_contains: reporter('contains', ['STRING1', 'STRING2']),
  sensing_timer: reporter('timer', []),
};

const COMMON_COMMANDS: Record<string, CommandBlock> = {
  sensing_resettimer: command('resetTimer', []),
};

const UNO_REPORTERS: Record<string, ReporterBlock> = {
  arduino_digitalread: reporter('digitalRead', [], pin()),
  arduino_analogread: reporter('analogRead', [], pin('analog')),
  arduino_ultrasonic: reporter('ultrasonic', [], (block, diagnose) => ({
    trig: pinOf(block, 'TRIG', diagnose),
    echo: pinOf(block, 'ECHO', diagnose),
  })),
  arduino_rgb: reporter('rgb', ['R', 'G', 'B']),
  arduino_serialline: reporter('serialLine', []),
  arduino_serialnumber: reporter('serialNumber', []),
  arduino_map: reporter('map', ['VALUE', 'FROMLOW', 'FROMHIGH', 'TOLOW', 'TOHIGH']),
  arduino_millis: reporter('millis', []),
  arduino_constrain: reporter('constrain', ['VALUE', 'LOW', 'HIGH']),
};

const UNO_COMMANDS: Record<string, CommandBlock> = {
  arduino_digitalset: command('digitalWrite', ['VALUE'], pin()),
  arduino_pinmode: command('pinMode', [], (block, diagnose) => {
    const mode = fieldOf(block, 'MODE');
    return { pin: pinOf(block, 'PIN', diagnose), mode: PIN_MODES.includes(mode) ? mode : 'INPUT' };
  }),
  arduino_pwmwrite: command('pwmWrite', ['VALUE'], pin('pwm')),
  arduino_servowrite: command('servoWrite', ['ANGLE'], pin()),
  arduino_startone: command('startTone', ['FREQUENCY'], pin()),
  arduino_notone: command('noTone', [], pin()),
  arduino_stripbegin: command('stripBegin', [], (block, diagnose) => ({
    pin: pinOf(block, 'PIN', diagnose),
    count: Math.min(MAX_STRIP, Math.max(1, Math.round(Number(fieldOf(block, 'COUNT')) || 1))),
  })),
  arduino_stripset: command('stripSet', ['INDEX', 'COLOR']),
  arduino_stripfill: command('stripFill', ['COLOR']),
  arduino_stripclear: command('stripClear', []),
  arduino_stripshow: command('stripShow', []),
  arduino_serialprint: command('serialPrint', ['VALUE']),
  arduino_serialprintln: command('serialPrintln', ['VALUE']),
  arduino_lcdprint: command('lcdPrint', ['TEXT'], (block) => ({ row: fieldOf(block, 'ROW') === '2' ? 2 : 1 })),
  arduino_lcdclear: command('lcdClear', []),
};

/** Operators of `operator_mathop` by the value of its menu. */
export const MATH_OPERATORS: Readonly<Record<string, UnoReporterName>> = {
  abs: 'abs',
  floor: 'floor',
  ceiling: 'ceiling',
  sqrt: 'sqrt',
  sin: 'sin',
  cos: 'cos',
  tan: 'tan',
  asin: 'asin',
  acos: 'acos',
  atan: 'atan',
  ln: 'ln',
  log: 'log',
  'e ^': 'exp',
  '10 ^': 'pow10',
};

/** The reporters of a board that are one operation, by opcode. */
export const reportersOf = (board: BoardKind): Readonly<Record<string, ReporterBlock>> =>
  board === 'microbit' ? MICROBIT : UNO;
/** The commands of a board that are one operation, by opcode. */
export const commandsOf = (board: BoardKind): Readonly<Record<string, CommandBlock>> =>
  board === 'microbit' ? MICROBIT_ALL_COMMANDS : UNO_ALL_COMMANDS;

const UNO = { ...COMMON_REPORTERS, ...UNO_REPORTERS };
const MICROBIT = { ...COMMON_REPORTERS, ...MICROBIT_REPORTERS };
const UNO_ALL_COMMANDS = { ...COMMON_COMMANDS, ...UNO_COMMANDS };
const MICROBIT_ALL_COMMANDS = { ...COMMON_COMMANDS, ...MICROBIT_COMMANDS };
