import type { BlockPlace } from './breakpoints.ts';

/** What the debugger calls sprites and blocks, in the language of now. */
export interface DebugNames {
  target(id: string): string;
  /** What is written on the block. */
  block(place: BlockPlace): string;
  /** The first block of its script. */
  top(place: BlockPlace): string;
}
