import type { BoardLink } from '@paperkite/boards';
import type { BoardDiagnostic } from '@paperkite/compiler/board';
import type { BoardTarget, BoardType } from '@paperkite/project';
import type { CableView } from './connect/cable.svelte.ts';
import type { SerialMonitor } from './monitor/serial-monitor.svelte.ts';

/** A script of the running program that broke off. */
export interface BrokenScript {
  /** What happened, for people. */
  text: string;
  /** Where; null where that is not known. */
  block: string | null;
}

/**
 * - `not-loaded`: what is needed to compile or simulate did not come.
 * - `broken`: the compiler or the simulator broke down.
 */
export type BoardTrouble = 'not-loaded' | 'broken';

/** What goes on with one board beside the document: the one on the screen, the one on the cable, and what they say. */
export interface BoardWork {
  readonly kind: BoardType;
  readonly monitor: SerialMonitor;
  /** The real board. */
  readonly cable: CableView;
  /** Of the board on the screen. */
  readonly phase: 'off' | 'starting' | 'on';
  /** How much of real time the board on the screen manages, where that is noticeably too little. */
  readonly slow: number | undefined;
  /** What the compiler said of the blocks when they were run or uploaded last. */
  readonly problems: readonly BoardDiagnostic[];
  readonly broken: BrokenScript | undefined;
  /** There was nothing to run: no script begins by itself. */
  readonly empty: boolean;
  /** Why nothing can be compiled or simulated now. */
  readonly trouble: BoardTrouble | undefined;
  /** The link that sprites and the serial line use: the real board's before the simulated one's. */
  readonly link: BoardLink | null;

  /** Compiles what the document says now and runs it on the board on the screen. */
  run(board: BoardTarget): Promise<void>;
  stop(): void;
  /** Compiles what the document says now and puts it onto the real board. */
  upload(board: BoardTarget): Promise<void>;
  /** Says a line to the program. Undefined where nobody would hear it. */
  readonly send: ((text: string) => void) | undefined;
  destroy(): void;
}
