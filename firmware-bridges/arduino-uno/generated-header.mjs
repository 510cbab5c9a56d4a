// The C header with every number that firmware and page share, made from the TypeScript that the page uses.
import {
  UNO_FLASH,
  UNO_HATS,
  UNO_IMAGE,
  UNO_INSTRUCTIONS,
  UNO_LIMITS,
  UNO_OPCODES,
  UNO_PIN_MODES,
  UNO_PINS,
  UNO_PROGRAM_CAPACITY,
  UNO_RAM,
  UNO_RUN_ERRORS,
  UNO_SINKS,
} from '../../packages/boards/src/uno/index.ts';
import { LINK_PROTOCOL } from '../../packages/boards/src/link/protocol.ts';

const upper = (name) =>
  name
    .replace(/([a-z])([A-Z0-9])/g, '$1_$2')
    .replaceAll('-', '_')
    .toUpperCase();

function defines(prefix, value) {
  if (typeof value === 'number') return [`#define ${prefix} ${value > 0x7fff ? `${value}UL` : value}`];
  return Object.entries(value).flatMap(([name, inner]) => defines(`${prefix}_${upper(name)}`, inner));
}

const PORT_ADDRESSES = { B: 0x23, C: 0x26, D: 0x29 };
const PWM_CODES = ['', '0A', '0B', '1A', '1B', '2A', '2B'];

/** Text of `generated.h`. */
export function generatedHeader() {
  const pins = UNO_PINS.map(
    ({ port, bit, pwm }) => `{${PORT_ADDRESSES[port]}, ${1 << bit}, ${PWM_CODES.indexOf(pwm ?? '')}}`,
  );
  const rows = UNO_INSTRUCTIONS.map(({ name, pops }) => `X(${name}, ${pops === 'count' ? 0 : pops})`);
  return [
    '// Made by build.mjs from packages/boards/src. Do not edit.',
    '#pragma once',
    ...defines('PK_PROGRAM_START', UNO_FLASH.programStart),
    ...defines('PK_PROGRAM_CAPACITY', UNO_PROGRAM_CAPACITY),
    ...defines('PK_RAM', UNO_RAM),
    ...defines('PK_LIMIT', UNO_LIMITS),
    ...defines('PK_SERVOS', UNO_LIMITS.servos),
    ...defines('PK_IMAGE', UNO_IMAGE),
    ...defines('PK_HAT', UNO_HATS),
    ...defines('PK_SINK', UNO_SINKS),
    ...defines('PK_MODE', UNO_PIN_MODES),
    ...defines('PK_ERROR', UNO_RUN_ERRORS),
    ...defines('PK_OP', UNO_OPCODES),
    ...defines('PK_LINK', LINK_PROTOCOL),
    ...defines('PK_PINS', UNO_PINS.length),
    '// Every instruction in the order of its code: name, cells that must be on the stack.',
    `#define PK_INSTRUCTIONS(X) ${rows.join(' ')}`,
    '// Address of PINx, bit, PWM output (see hal_pins.h).',
    `#define PK_PIN_TABLE {${pins.join(', ')}}`,
    '',
  ].join('\n');
}
