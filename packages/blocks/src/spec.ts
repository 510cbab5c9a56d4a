import type { BoardType, Target } from '@paperkite/project';
import type { NamedKind, WorkspaceContext } from './context.ts';

/** A message of `@paperkite/i18n`, called when a block is drawn so that it speaks the language of that moment. */
export type Text = (inputs: never) => string;

/** One entry of a menu: what is read, and what is stored in the document. */
export type MenuOption = readonly [label: Text | string, value: string];

/**
 * Makes the entries of a menu when it opens. `menuIn` tells what the menu block in another input of the same block says, or
 * undefined when a reporter sits there.
 */
export type MenuSource = (
  context: WorkspaceContext,
  menuIn: (input: string) => string | undefined,
) => readonly MenuOption[];

/** The block that stands in an input until a person plugs in another, as it comes from the toolbox. */
export interface ShadowSpec {
  opcode: string;
  field: string;
  /** A function where the default is a word of the language. */
  value: string | Text;
}

/** One place in a block's text, named as in Scratch's files. */
export type Arg =
  | { kind: 'value'; name: string; shadow: ShadowSpec | null }
  | { kind: 'boolean'; name: string }
  | { kind: 'statement'; name: string }
  | { kind: 'menu'; name: string; options: MenuSource; initial?: string }
  | { kind: 'named'; name: string; of: NamedKind }
  | { kind: 'text'; name: string; initial?: string }
  | {
      kind: 'number';
      name: string;
      accepts: NumberKind;
      initial?: string;
      range?: readonly [least: number, most: number];
    }
  | { kind: 'matrix'; name: string }
  | { kind: 'colour'; name: string }
  | { kind: 'image'; name: string; src: string; alt: Text };

/** Which numbers a field lets people type; the document may hold any text. */
export type NumberKind = 'any' | 'positive' | 'whole' | 'integer' | 'angle' | 'note';

/**
 * How a block meets others: `stack` has both notches, `cap` ends a script, `hat` begins one, `reporter` and `boolean` are
 * plugged into inputs, `menu` is a reporter that is only ever a shadow.
 */
export type Shape = 'stack' | 'cap' | 'hat' | 'reporter' | 'boolean' | 'menu';

/** A block of the vocabulary: everything the editor knows of it, in one place. */
export interface BlockSpec {
  opcode: string;
  shape: Shape;
  /** Placeholders are the names of `args`. Statement inputs break the line. Absent: the arguments stand alone. */
  text?: Text;
  args: readonly Arg[];
  /** What a person reads who points at the block. */
  tip?: Text;
  /** Extra behaviour of the few blocks whose shape depends on their data. */
  behaviour?: 'stop' | 'definition' | 'prototype' | 'call' | 'argument' | 'getter';
}

export type CategoryId =
  | 'motion'
  | 'looks'
  | 'sound'
  | 'event'
  | 'control'
  | 'sensing'
  | 'operator'
  | 'data'
  | 'procedures'
  | 'pen'
  | 'music'
  | 'text2speech'
  | 'videoSensing'
  | 'boardlive'
  | 'microbit'
  | BoardCategoryId;

/** Shelves that only boards have. */
export type BoardCategoryId =
  | 'arduinoPins'
  | 'arduinoMotors'
  | 'arduinoSensors'
  | 'arduinoDisplay'
  | 'arduinoSerial'
  | 'mbDisplay'
  | 'mbInput'
  | 'mbMusic'
  | 'mbPins'
  | 'mbRadio'
  | 'mbSerial';

/** What the toolbox shows: an opcode, a gap, or blocks and buttons that depend on the project. */
export type ToolboxEntry = string | { gap: true } | { dynamic: 'variables' | 'lists' | 'procedures' };

/** What the toolbox has under one name. */
export interface Shelf {
  id: CategoryId;
  name: Text;
  entries: readonly ToolboxEntry[];
}

/** The blocks of boards, which the page loads when a project has one. */
export interface BoardVocabulary {
  blocks: readonly { category: CategoryId; specs: readonly BlockSpec[] }[];
  /** The whole toolbox of a board, in its order. */
  shelves: (board: BoardType) => readonly Shelf[];
}

/** One extension: its blocks and its shelf in the toolbox. Adding a block touches the folder of its category only. */
export interface Category {
  id: CategoryId;
  name: Text;
  /** Shown only in projects that have it; its id is that of Scratch's extension. */
  isExtension?: boolean;
  blocks: readonly BlockSpec[];
  /** Depends on whether the stage or a sprite is being edited. */
  toolbox: (kind: Target['kind']) => readonly ToolboxEntry[];
}

export const GAP: ToolboxEntry = { gap: true };

/** A block with a sentence about it. */
export const tipped = (tip: Text, spec: BlockSpec): BlockSpec => ({ ...spec, tip });

const block =
  (shape: Shape) =>
  (opcode: string, text: Text, ...args: Arg[]): BlockSpec => ({ opcode, shape, text, args });

export const stack = block('stack');
export const cap = block('cap');
export const hat = block('hat');
export const reporter = block('reporter');
export const predicate = block('boolean');

/** A block that is only a field: the shadows of inputs. */
export const menuShadow = (opcode: string, arg: Arg): BlockSpec => ({ opcode, shape: 'menu', args: [arg] });

const value =
  (opcode: string, field: string, fallback: string) =>
  (name: string, initial: number | string | Text = fallback): Arg => ({
    kind: 'value',
    name,
    shadow: { opcode, field, value: typeof initial === 'number' ? String(initial) : initial },
  });

export const number = value('math_number', 'NUM', '');
export const positive = value('math_positive_number', 'NUM', '1');
export const whole = value('math_whole_number', 'NUM', '1');
export const integer = value('math_integer', 'NUM', '1');
export const angle = value('math_angle', 'NUM', '90');
export const note = value('note', 'NOTE', '60');
export const string = value('text', 'TEXT', '');
export const colour = value('colour_picker', 'COLOUR', '#9966ff');

/** An input whose shadow is a menu block of its own. */
export const choice = (name: string, opcode: string, field: string, initial: string): Arg => ({
  kind: 'value',
  name,
  shadow: { opcode, field, value: initial },
});

export const condition = (name: string): Arg => ({ kind: 'boolean', name });
export const branch = (name: string): Arg => ({ kind: 'statement', name });
export const named = (name: string, of: NamedKind): Arg => ({ kind: 'named', name, of });

/** A menu drawn on the block itself, with entries that never change. */
export const fixedMenu = (name: string, ...options: MenuOption[]): Arg => ({
  kind: 'menu',
  name,
  options: () => options,
});

/** A menu whose entries depend on the project. */
export const liveMenu = (name: string, options: MenuSource, initial?: string): Arg => ({
  kind: 'menu',
  name,
  options,
  initial,
});

/** Names as menu entries. */
export const names = (list: readonly string[]): MenuOption[] => list.map((name) => [name, name]);

/** The text of a message or a plain string. */
export const read = (text: Text | string, inputs: Record<string, string> = {}): string =>
  typeof text === 'string' ? text : (text as (inputs: Record<string, string>) => string)(inputs);
