export type EngineName = 'ours' | 'handWritten' | 'scratchVm';

/** A project and the same in hand-written JavaScript. */
export interface Subject {
  name: string;
  /** The project, .sb3. */
  project: string;
  /** Module that exports `baseline`: hand-written code by the project's name. */
  handWritten: string;
  /**
   * For projects that never end: frames that are run after those in which as many clones as there may be are made. 0 runs a
   * project to its end.
   */
  frames: number;
}

/** What one fresh process measures. */
export interface Job extends Subject {
  engine: EngineName;
  /** Folder in whose node_modules scratch-vm is. */
  scratchVm: string;
  runs: number;
}

/** CPU milliseconds of the process, all its threads. */
export interface Measured {
  /** The first run. Ours compiles in it, from the read document; the others have nothing to compile or did before. */
  coldMs: number;
  /** The best of all runs; for projects that never end, of their frames with all clones. */
  warmMs: number;
  /** What the project leaves in its variable `out`. */
  result: number;
}

/**
 * One run from its start to its end; answers what the project leaves in its variable `out`. Calls `ready` when all clones are
 * made, in projects that never end.
 */
export type Run = (ready: () => void) => number;

/** Clones that Scratch allows, which `repeat` with screen refresh makes one in a frame. */
export const MAX_CLONES = 300;
