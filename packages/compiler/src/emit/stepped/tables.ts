import type { CompiledProject } from '../../compiled-project.ts';

/**
 * One function of a stepped program: a state machine whose whole state is a frame, so that it can be stopped, looked at,
 * and gone on with by another version of itself.
 */
export interface SteppedFunction {
  /** Index in `targets`. */
  target: number;
  /** The script's top block, or the procedure's definition. */
  block: string;
  /** The procedure's signature, null for scripts. */
  procedure: string | null;
  /** Runs without screen refresh. */
  warp: boolean;
  /** Names of the parameters, in the order of the call. */
  parameters: string[];
  /**
   * For each state in which a frame may be left: `block kind`. `start`: not begun. `before`: the block is next (programs for
   * debugging only). `again`: the loop looks whether there is another pass. `in`, `in1`, ...: the block waits, or for a
   * call. `run`, ...: it waits for plain code that can only be finished. `enter`: the hat or definition. Empty for states that are only passed through.
   */
  sites: string[];
  /** For each value of a frame a name that survives edits. Parameters come first, in the order of the call. */
  keys: string[];
  /** For parameters the kinds of value that the code was compiled for, see `CompiledVariable.accepts`. */
  kinds: number[];
}

/** A program that can take over from, and be taken over by, another version of itself while it runs. */
export interface SteppedProject extends CompiledProject {
  stepped: {
    /** Every block is a state of its own, and reporters can be evaluated. */
    debug: boolean;
    functions: SteppedFunction[];
    /** For each list, by id, the kinds of value that its items may be. */
    lists: Record<string, number>;
    /** Reporter blocks whose value can be asked for; `function` when they stand in a procedure. */
    reporters: { target: number; block: string; procedure: string | null }[];
  };
}
