import type { Costume, Monitor, Scalar, Sound } from '@paperkite/project';

/**
 * What the compiler hands to the stage: program text and the tables that go with it. Plain JSON, so that it crosses into
 * the sandboxed frame by a message.
 *
 * `code` is the text of one JavaScript expression, a function `(rt) => { scripts, edges }`. It holds no text of the user
 * other than as escaped literals, reads nothing but `rt`, and may be put into a blob script as
 * `self.__paperkite = <code>`. `rt` is described by `RuntimeForPrograms` in the stage package. `scripts[i]` runs
 * `CompiledProject.scripts[i]` on the target it is given:
 *
 * - form `plain`: a function that runs to the end;
 * - form `loop`: a function `(t) => step` whose result is called once for each pass and answers a `Yield` number;
 * - form `generator`: a function that answers a generator of `Yield` numbers, or nothing when it is done.
 *
 * `edges[i]` is the condition of an edge-activated hat, or undefined.
 */
export interface CompiledProject {
  format: 1;
  code: string;
  targets: CompiledTarget[];
  scripts: CompiledScript[];
  monitors: Monitor[];
  /** Source map by line: `lines[n]` is an index into `blocks` for line n (0-based) of `code`, or -1. */
  lines: number[];
  blocks: BlockReference[];
  /** Whether any block has to do with the camera. */
  usesVideo: boolean;
  diagnostics: Diagnostic[];
}

export interface BlockReference {
  /** Index in `targets`. */
  target: number;
  block: string;
}

export interface CompiledTarget {
  id: string;
  name: string;
  isStage: boolean;
  costumes: Costume[];
  currentCostume: number;
  sounds: Sound[];
  volume: number;
  variables: CompiledVariable[];
  lists: CompiledList[];
  /** The stage only. */
  tempo?: number;
  /** The stage only: what its file said of the video; missing members are the runtime's to choose. */
  video?: { state?: 'off' | 'on' | 'on-flipped'; transparency?: number };
  /** The stage only: the language of text to speech; missing is that of the person. */
  speechLanguage?: string;
  /** Sprites only. */
  sprite?: {
    visible: boolean;
    x: number;
    y: number;
    size: number;
    direction: number;
    draggable: boolean;
    rotationStyle: 'all around' | 'left-right' | "don't rotate";
    layer: number;
  };
}

/** A variable and where its value lives: `t.numbers[slot]` (unboxed) or `t.values[slot]`. */
export interface CompiledVariable {
  id: string;
  name: string;
  value: Scalar;
  storage: 'number' | 'value';
  slot: number;
  /** Kinds of value that the program was compiled for: bits int 1, fraction 2, infinite 4, NaN 8, boolean 16, digits 32, other text 64, integers beyond 2^53 128, 256 for negative ones, 512 for letters that may be large, the empty text 1024, one character 2048. */
  accepts: number;
  cloud: boolean;
}

export interface CompiledList {
  id: string;
  name: string;
  items: Scalar[];
  /** `t.lists[slot]` */
  slot: number;
  /** Every item is and stays a number. */
  numeric: boolean;
}

export interface CompiledScript {
  /** Index in `targets`. */
  target: number;
  topBlock: string;
  /** The hat's opcode; null for a loose stack that runs when it is clicked. */
  hat: string | null;
  fields: Record<string, string>;
  /** Whether the hat's event starts a running script again. */
  restarts: boolean;
  edge: boolean;
  form: 'plain' | 'loop' | 'generator';
}

/** What the compiler left out, with the block. Nothing here stops a program from running. */
export interface Diagnostic {
  code: 'unknown-block' | 'too-deep' | 'too-large';
  target: string;
  block: string;
  opcode: string;
}
