import type { Monitor, Scalar } from '@paperkite/project';
import type { StageTarget } from './target.ts';
import type { Placement } from './placements.ts';

/** What the runtime tells its host. Targets are named by document id; clones by their original's. */
export type RuntimeEvent =
  /** A sprite said or thought something; text "" ends the bubble. */
  | { type: 'said'; target: string; name: string; clone: boolean; kind: 'say' | 'think'; text: string }
  /** A sprite asked, got its answer or sent a message (messages only while somebody wants to know). */
  | { type: 'logged'; target: string; name: string; clone: boolean; kind: 'ask' | 'answer' | 'broadcast'; text: string }
  /** The program was paused (`on`), goes on, or, when it runs slowly, came to a block. */
  | {
      type: 'paused';
      on: boolean;
      reason: 'asked' | 'breakpoint' | 'step' | 'ended' | null;
      target: string | null;
      block: string | null;
    }
  /** A question waits for `answer`; null when none does any more. */
  | { type: 'question'; target: string | null; text: string | null }
  /** Monitors whose value or visibility changed since the last frame. */
  | { type: 'monitors'; changes: MonitorChange[] }
  /** Sprites that stand otherwise than was told last; ten times a second at most. */
  | { type: 'placements'; sprites: Placement[] }
  /** Top blocks of the scripts that run, after a frame in which that changed. */
  | { type: 'scripts'; running: { target: string; block: string }[] }
  /** Whether any script runs. */
  | { type: 'running'; on: boolean }
  /** The value of a loose reporter that was clicked. */
  | { type: 'report'; target: string; block: string; value: Scalar }
  /** A script failed and was ended; the others go on. `block` is null where the place is not known. */
  | { type: 'error'; message: string; target: string; block: string | null };

export interface MonitorChange {
  id: string;
  /** What is shown; new monitors made by blocks have a default place of (0, 0) and size 0. */
  monitor: Monitor;
  visible: boolean;
  value: Scalar | Scalar[];
}

/** What a target did, for those who follow along. */
export const logged = (
  { table, isClone }: StageTarget,
  kind: 'ask' | 'answer' | 'broadcast',
  text: string,
): RuntimeEvent => ({ type: 'logged', target: table.id, name: table.name, clone: isClone, kind, text });
