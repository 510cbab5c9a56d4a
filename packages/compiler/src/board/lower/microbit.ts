import type { Block } from '@paperkite/project';
import type { Hat, Settings } from '../ir/nodes.ts';
import type { MicrobitName } from '../ir/operations.ts';
import {
  MICROBIT_COMMANDS as COMMANDS,
  MICROBIT_HATS as HATS,
  MICROBIT_REPORTERS as REPORTERS,
  type MicrobitBlock,
} from '../makecode/vocabulary.ts';
import type { CommandBlock, ReadSettings, ReporterBlock } from './block-table.ts';
import { fieldOf } from './tree.ts';

/** Fields become part of the program's text: only what the block offers gets through, and texts as literals. */
function settingsOf({ fields = {} }: MicrobitBlock, block: Block): Settings {
  const read = Object.entries(fields).map(([name, values]) => {
    const value = fieldOf(block, name);
    if (values === 'text' || values === 'matrix') return [name, value];
    return [name, values.includes(value) ? value : values[0]!];
  });
  return Object.fromEntries(read) as Settings;
}

/** Pins say so when the board does not have them; every other field has a first value that does. */
const settings =
  (described: MicrobitBlock): ReadSettings =>
  (block, diagnose) => {
    const pins = described.fields?.PIN;
    const pin = fieldOf(block, 'PIN');
    if (Array.isArray(pins) && !pins.includes(pin)) diagnose('bad-pin', block.id, { pin });
    return settingsOf(described, block);
  };

const operationOf = (opcode: string, described: MicrobitBlock) => ({
  operation: opcode as MicrobitName,
  inputs: Object.entries(described.inputs ?? {}),
  settings: settings(described),
});

const mapped = <T extends MicrobitBlock, R>(table: Readonly<Record<string, T>>, map: (opcode: string, block: T) => R) =>
  Object.fromEntries(Object.entries(table).map(([opcode, block]) => [opcode, map(opcode, block)]));

export const MICROBIT_REPORTERS: Record<string, ReporterBlock> = mapped(REPORTERS, (opcode, block) => ({
  ...operationOf(opcode, block),
  result: block.result,
}));

export const MICROBIT_COMMANDS: Record<string, CommandBlock> = mapped(COMMANDS, operationOf);

export const MICROBIT_HATS: Record<string, (block: Block) => Hat> = {
  ...mapped(HATS, (opcode, described) => (block: Block): Hat => ({
    kind: 'event',
    opcode,
    settings: settingsOf(described, block),
  })),
  mb_whenserial: () => ({ kind: 'line' }),
};
