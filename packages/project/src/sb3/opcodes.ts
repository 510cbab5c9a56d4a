/**
 * Scratch takes what stands before the first `_` of an opcode for an extension unless it is one of its own groups, and
 * never finishes loading a project whose extension it cannot find. Blocks that only Scratch 2 had are written as if
 * they were of such a group.
 */
const OURS = 'scratch2_';
const THEIRS = 'control_scratch2_';

/** The opcode as a .sb3 file has it. */
export const scratchOpcode = (opcode: string): string =>
  opcode.startsWith(OURS) ? THEIRS + opcode.slice(OURS.length) : opcode;

/** The same, back. */
export const ourOpcode = (opcode: string): string =>
  opcode.startsWith(THEIRS) ? OURS + opcode.slice(THEIRS.length) : opcode;
