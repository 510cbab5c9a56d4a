import type { Costume, Monitor, Scalar, Sound } from '@paperkite/project';
import type { VideoState } from '../ports.ts';

/** What a pass of a script answers: how it gave way. Generated code uses the bare numbers. */
export const DONE = -1;
/** It did something and goes on as soon as its turn comes again, in this frame if there is time. */
export const RUN = 0;
/** It only looked, and would see the same until somebody does something. */
export const IDLE = 1;
/** It goes on in the next frame. */
export const NEXT_FRAME = 2;

/** Only in programs for debugging: it halts before a block, in the midst of a round. */
export const HALTED = -4;

/** The tables of a compiled project, as the compiler's `CompiledProject` has them. */
export interface CompiledProgram {
  targets: readonly TargetTable[];
  scripts: readonly ScriptTable[];
  monitors: readonly Monitor[];
  /** For each line of the code an index in `blocks`, or -1. */
  lines: readonly number[];
  blocks: readonly { target: number; block: string }[];
  usesVideo: boolean;
  /** Programs that can be taken over while they run, as the compiler's `SteppedProject` has it. */
  stepped?: SteppedTables;
}

/** See the compiler's `SteppedProject`. */
export interface SteppedTables {
  debug: boolean;
  functions: readonly FunctionTable[];
  lists: Readonly<Record<string, number>>;
  reporters: readonly { target: number; block: string; procedure: string | null }[];
}

/** See the compiler's `SteppedFunction`. */
export interface FunctionTable {
  target: number;
  block: string;
  procedure: string | null;
  warp: boolean;
  parameters: readonly string[];
  sites: readonly string[];
  keys: readonly string[];
  kinds: readonly number[];
}

export interface TargetTable {
  id: string;
  name: string;
  isStage: boolean;
  costumes: readonly Costume[];
  currentCostume: number;
  sounds: readonly Sound[];
  volume: number;
  variables: readonly VariableTable[];
  lists: readonly ListTable[];
  tempo?: number;
  /** The stage only, see the compiler's `CompiledTarget`. */
  video?: { state?: VideoState; transparency?: number };
  speechLanguage?: string;
  sprite?: {
    visible: boolean;
    x: number;
    y: number;
    size: number;
    direction: number;
    draggable: boolean;
    rotationStyle: RotationStyle;
    layer: number;
  };
}

export type RotationStyle = 'all around' | 'left-right' | "don't rotate";

export interface VariableTable {
  id: string;
  name: string;
  value: Scalar;
  storage: 'number' | 'value';
  slot: number;
  /** Kinds of value the program was compiled for, see `kindOf`. */
  accepts: number;
}

export interface ListTable {
  id: string;
  name: string;
  items: readonly Scalar[];
  slot: number;
}

export interface ScriptTable {
  target: number;
  topBlock: string;
  hat: string | null;
  fields: Readonly<Record<string, string>>;
  restarts: boolean;
  edge: boolean;
  form: 'plain' | 'loop' | 'generator';
}

/** The kind of a value as the bits that `VariableTable.accepts` must have for it. */
export function kindOf(value: Scalar): number {
  if (typeof value === 'boolean') return 16;
  if (typeof value === 'string') {
    if (value === '') return 1024;
    if (/^(0|-?[1-9][0-9]{0,14})$/.test(value)) return 32;
    const cased = value !== value.toLowerCase() || /[\ud800-\udfff]/.test(value) ? 512 : 0;
    return (value.length === 1 ? 2048 : 64) | cased;
  }
  const sign = value < 0 ? 256 : 0;
  if (Number.isNaN(value)) return 8;
  if (!Number.isFinite(value)) return 4 | sign;
  if (!Number.isInteger(value)) return 2 | sign;
  return (Number.isSafeInteger(value) ? 1 : 128) | sign;
}
