import type { BlockId } from '@paperkite/project';

/** A line of a program's text, from 1, and the block that it comes from. */
export interface BlockLine {
  line: number;
  block: BlockId;
}

/** The lines that come from a block, from 1, in order. */
export const linesOf = (lines: readonly BlockLine[], block: BlockId | null): number[] =>
  block === null ? [] : [...new Set(lines.filter((each) => each.block === block).map(({ line }) => line))];

/**
 * The block behind a line; for a line of none (a brace, a blank one) none. A line of several blocks belongs to the first
 * that was named for it.
 */
export const blockAt = (lines: readonly BlockLine[], line: number): BlockId | undefined =>
  lines.find((each) => each.line === line)?.block;
