import type { Project } from '@paperkite/project';

/** What the rules of a contest ask about a project, counted alike in the browser and on the server. */
export interface ProjectFacts {
  /** Blocks in all targets, shadows not counted. */
  blocks: number;
  /** Scripts that begin with a hat block of an event. */
  startable: number;
}

/** Hats of Scratch and of every extension carry "when" in their opcode: `event_whenflagclicked`, `microbit_whenGesture`. */
const STARTS = /_when/;

export function projectFacts({ targets }: Project): ProjectFacts {
  const blocks = targets.flatMap((target) => Object.values(target.blocks)).filter(({ shadow }) => !shadow);
  return {
    blocks: blocks.length,
    startable: blocks.filter(({ at, opcode }) => 'x' in at && STARTS.test(opcode)).length,
  };
}
