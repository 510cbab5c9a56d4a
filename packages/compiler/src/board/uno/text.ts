import type { Expression } from '../ir/nodes.ts';
import { operation } from '../ir/types.ts';
import type { Code } from './code.ts';

/** One part of a text on its way into a sink. `value` is what has to lie on the stack for it. */
type Piece =
  | { kind: 'constant'; text: string }
  | { kind: 'line' }
  | { kind: 'letter-end' }
  | { kind: 'number' | 'boolean' | 'stored' | 'letter'; value: Expression };

/** Longest text constant, in bytes of UTF-8. */
const MAX_CONSTANT = 255;

/**
 * Takes a text apart into what the machine can send one after another.
 * @returns null when a letter is taken of a text that takes letters itself.
 */
export function piecesOf(text: Expression, inLetter = false): Piece[] | null {
  if (text.kind === 'text') return chunks(text.value).map((chunk) => ({ kind: 'constant', text: chunk }));
  if (text.kind !== 'operation') return [{ kind: 'stored', value: text }];
  const [first, second] = text.args;
  switch (text.operation) {
    case 'numberText':
      return [{ kind: 'number', value: first! }];
    case 'booleanText':
      return [{ kind: 'boolean', value: first! }];
    case 'serialLine':
      return [{ kind: 'line' }];
    case 'join': {
      const left = piecesOf(first!, inLetter);
      const right = piecesOf(second!, inLetter);
      return left && right && [...left, ...right];
    }
    case 'letter': {
      if (inLetter) return null;
      const [index, of] = outerLetter(first!, second!, text.block);
      const inner = piecesOf(of, true);
      return inner && [{ kind: 'letter', value: index }, ...inner, { kind: 'letter-end' }];
    }
    default:
      return [{ kind: 'stored', value: text }];
  }
}

/** Letter i of letter n of t is letter n * (floor i = 1) of t: a letter has one letter, and there is no letter 0. */
function outerLetter(index: Expression, text: Expression, block: string): [Expression, Expression] {
  if (text.kind !== 'operation' || text.operation !== 'letter') return [index, text];
  const [inner, of] = text.args;
  const isFirst = operation('equal', [operation('floor', [index], block), { kind: 'number', value: 1 }], block);
  return outerLetter(operation('multiply', [inner!, isFirst], block), of!, block);
}

/** Cuts a constant so that each part fits, between characters. */
function chunks(text: string): string[] {
  const out: string[] = [];
  let chunk = '';
  let bytes = 0;
  for (const character of text) {
    const size = utf8Length(character);
    if (bytes + size > MAX_CONSTANT) {
      out.push(chunk);
      chunk = '';
      bytes = 0;
    }
    chunk += character;
    bytes += size;
  }
  if (chunk !== '') out.push(chunk);
  return out;
}

/** Bytes of a text in UTF-8. */
export const utf8Length = (text: string): number => new TextEncoder().encode(text).length;

/** Whether a text constant can be stored. */
export const isStorable = (text: string): boolean => utf8Length(text) <= MAX_CONSTANT;

/** Writes code that pushes what pieces need on the stack, in the order of evaluation. @returns how many cells that are */
export function pushPieces(pieces: readonly Piece[], emit: (value: Expression) => void): number {
  const withValue = pieces.filter((piece) => 'value' in piece);
  for (const { value } of withValue) emit(value);
  return withValue.length;
}

/** Writes code that sends pieces whose cells lie on the stack, the first of them at `depth` below the top. @returns their number */
export function sendPieces(code: Code, pieces: readonly Piece[], depth: number): number {
  let at = depth;
  for (const piece of pieces) {
    switch (piece.kind) {
      case 'constant':
        code.put('TEXT_CONSTANT', piece.text);
        break;
      case 'line':
        code.put('TEXT_LINE');
        break;
      case 'letter-end':
        code.put('TEXT_LETTER_END');
        break;
      default:
        code.put(SENDS[piece.kind], at--);
    }
  }
  return depth - at;
}

const SENDS = {
  number: 'TEXT_NUMBER',
  boolean: 'TEXT_BOOLEAN',
  stored: 'TEXT_STORED',
  letter: 'TEXT_LETTER',
} as const;
