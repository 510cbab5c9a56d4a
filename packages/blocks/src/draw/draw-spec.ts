import * as Blockly from 'blockly/core';
import type { Locale } from '@paperkite/i18n';
import { getLocale } from '@paperkite/i18n';
import type { Arg, BlockSpec } from '../spec.ts';
import { read } from '../spec.ts';
import { ColourField } from '../fields/colour-field.ts';
import { MatrixField } from '../fields/matrix-field.ts';
import { MenuField } from '../fields/menu-field.ts';
import { NamedField } from '../fields/named-field.ts';
import { NamedLabelField } from '../fields/named-label-field.ts';
import { TextField } from '../fields/text-field.ts';
import { NoteField } from '../fields/note-field.ts';
import { NumberField } from '../fields/number-field.ts';

/** Type names on connections: conditions have six corners, everything else is round and takes both. */
export const VALUE_CHECK = 'String';
export const BOOLEAN_CHECK = 'Boolean';

/** Pieces of a block's text: words and the names of arguments, in the order of the language. */
export type Piece = { text: string } | { arg: Arg };

const drawn = new Map<string, { locale: Locale; list: Piece[] }>();

/** The pieces of a block in the language of now. */
export function pieces(spec: BlockSpec): readonly Piece[] {
  const locale = getLocale();
  const known = drawn.get(spec.opcode);
  if (known?.locale === locale) return known.list;
  const list = split(spec);
  drawn.set(spec.opcode, { locale, list });
  return list;
}

/** Splits the text of a block at its placeholders; without a text the arguments stand alone. */
function split(spec: BlockSpec): Piece[] {
  const { text, args } = spec;
  if (!text) return args.map((arg) => ({ arg }));
  const marks = Object.fromEntries(args.map((arg, i) => [arg.name, `\u0000${i}\u0000`]));
  return read(text, marks)
    .split('\u0000')
    .map((part, i): Piece => (i % 2 === 1 ? { arg: args[Number(part)]! } : { text: part.trim() }))
    .filter((piece) => 'arg' in piece || piece.text !== '');
}

function makeField(arg: Arg, spec: BlockSpec): Blockly.Field | null {
  switch (arg.kind) {
    case 'menu':
      return new MenuField(arg.options, arg.initial);
    case 'named':
      return spec.behaviour === 'getter' ? new NamedLabelField(arg.of) : new NamedField(arg.of);
    case 'number':
      return arg.accepts === 'note' ? new NoteField() : new NumberField(arg.accepts, arg.initial, arg.range);
    case 'text':
      return spec.behaviour === 'argument'
        ? new Blockly.FieldLabelSerializable(arg.initial ?? '')
        : new TextField(arg.initial ?? '');
    case 'colour':
      return new ColourField('#9966ff');
    case 'matrix':
      return new MatrixField();
    case 'image':
      return new Blockly.FieldImage(arg.src, 24, 24, read(arg.alt));
    default:
      return null;
  }
}

/** Puts words, fields and inputs on a block. Statement inputs stand on lines of their own. */
export function drawPieces(block: Blockly.Block, spec: BlockSpec, list: readonly Piece[]): void {
  let waiting: [Blockly.Field | string, string | undefined][] = [];
  const hang = (input: Blockly.Input) => {
    for (const [field, name] of waiting) input.appendField(field as Blockly.Field, name);
    waiting = [];
  };
  for (const piece of list) {
    if ('text' in piece) {
      waiting.push([piece.text, undefined]);
      continue;
    }
    const { arg } = piece;
    if (arg.kind === 'statement') {
      if (waiting.length > 0) hang(block.appendDummyInput());
      block.appendStatementInput(arg.name);
    } else if (arg.kind === 'value' || arg.kind === 'boolean') {
      const input = block.appendValueInput(arg.name);
      hang(input);
      input.setCheck(arg.kind === 'boolean' ? BOOLEAN_CHECK : VALUE_CHECK);
    } else {
      const field = makeField(arg, spec);
      if (field) waiting.push([field, arg.name]);
    }
  }
  if (waiting.length > 0) hang(block.appendDummyInput());
  block.setInputsInline(true);
}

/** Gives a block its notches or its output. */
export function setShape(block: Blockly.Block, shape: BlockSpec['shape']): void {
  switch (shape) {
    case 'stack':
      block.setPreviousStatement(true);
      block.setNextStatement(true);
      break;
    case 'cap':
      block.setPreviousStatement(true);
      break;
    case 'hat':
      block.setNextStatement(true);
      block.hat = 'cap';
      break;
    case 'boolean':
      block.setOutput(true, [BOOLEAN_CHECK, VALUE_CHECK]);
      break;
    case 'reporter':
    case 'menu':
      block.setOutput(true, VALUE_CHECK);
      break;
  }
}
