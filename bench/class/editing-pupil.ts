import { createProjectDoc } from '@paperkite/collab';
import type { ProjectDoc } from '@paperkite/collab';
import type { Block } from '@paperkite/project';
import * as Y from 'yjs';
import type { WireSocket } from './wire-client.ts';
import { openSocket } from './wire-client.ts';

const TARGET = 'sprite';
const BLOCKS = 30;
const blockId = (n: number): string => `block-${n % BLOCKS}`.padEnd(20, 'x');

interface Edit {
  number: number;
  /** The edit is there when the document's clock of this client has come this far. */
  clock: number;
  at: number;
  seen: boolean;
}

/** What the edits of all pupils showed. */
export interface Tally {
  ackMs: number[];
  propagationMs: number[];
  sent: number;
}

/** Edits that the server has acknowledged, for the question whether they are still there after a crash. */
export interface Acknowledged {
  projectId: string;
  client: number;
  clock: number;
  edits: readonly { number: number; clock: number }[];
}

/** One pupil who moves blocks about, as the editor would. */
export class EditingPupil {
  readonly projectId: string;
  readonly doc: ProjectDoc = createProjectDoc();
  readonly #edits: Edit[] = [];
  #acked = 0;
  #propagated = 0;
  #nextNumber: number;
  #socket: WireSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tally: Tally | undefined;
  #tallyFrom = 0;

  constructor(projectId: string, firstNumber: number) {
    this.projectId = projectId;
    this.#nextNumber = firstNumber;
  }

  /** Connects; on a new project puts the first blocks there. */
  async connect(url: string, cookie: string | undefined): Promise<void> {
    this.#socket = await openSocket(url, cookie);
    await this.#socket.join(this.projectId, this.doc.ydoc, { onAck: () => this.#acknowledge() });
    if (Object.keys(this.doc.blockStore(TARGET).read()).length > 0) return;
    this.#edit(() =>
      this.doc.blockStore(TARGET).apply(
        Array.from({ length: BLOCKS }, (_, n) => {
          const block: Block = {
            id: blockId(n),
            opcode: 'motion_movesteps',
            fields: {},
            shadow: false,
            at: { x: -1, y: n },
          };
          return { kind: 'create', block } as const;
        }),
      ),
    );
  }

  /** Edits at a steady rate from a random moment on; what comes back is written into the tally. */
  start(rate: number, tally: Tally): void {
    this.#tally = tally;
    this.#tallyFrom = this.#edits.length;
    const period = 1000 / rate;
    let due = performance.now() + Math.random() * period;
    const step = (): void => {
      this.moveOneBlock();
      tally.sent++;
      due += period;
      this.#timer = setTimeout(step, Math.max(0, due - performance.now()));
    };
    this.#timer = setTimeout(step, due - performance.now());
  }

  pause(): void {
    clearTimeout(this.#timer);
  }

  moveOneBlock(): void {
    const number = this.#nextNumber++;
    this.#edit(
      () => this.doc.blockStore(TARGET).apply([{ kind: 'move', id: blockId(number), at: { x: number, y: 0 } }]),
      number,
    );
  }

  #edit(change: () => void, number = -1): void {
    const at = performance.now();
    // The acknowledgement cannot come before this turn of the event loop ends.
    change();
    this.#edits.push({ number, clock: Y.getState(this.doc.ydoc.store, this.doc.ydoc.clientID), at, seen: false });
  }

  #acknowledge(): void {
    const edit = this.#edits[this.#acked++];
    if (edit && this.#acked > this.#tallyFrom) this.#tally?.ackMs.push(performance.now() - edit.at);
  }

  /** The teacher's copy has come this far. */
  propagated(teacherDoc: Y.Doc): void {
    const clock = Y.getState(teacherDoc.store, this.doc.ydoc.clientID);
    for (let edit = this.#edits[this.#propagated]; edit && edit.clock <= clock; edit = this.#edits[++this.#propagated])
      if (this.#propagated >= this.#tallyFrom) this.#tally?.propagationMs.push(performance.now() - edit.at);
  }

  allAcknowledged(): boolean {
    return this.#acked >= this.#edits.length;
  }

  sentBytes(): number {
    return this.#socket?.sentBytes() ?? 0;
  }

  nextNumber(): number {
    return this.#nextNumber;
  }

  acknowledged(): Acknowledged {
    const edits = this.#edits.slice(0, this.#acked).map(({ number, clock }) => ({ number, clock }));
    return { projectId: this.projectId, client: this.doc.ydoc.clientID, clock: edits.at(-1)?.clock ?? 0, edits };
  }

  drop(): void {
    this.pause();
    this.#socket?.terminate();
    this.doc.destroy();
    this.doc.ydoc.destroy();
  }
}

/**
 * Of the acknowledged edits, how many a document lacks: by the clock of their client, and by the place of each block, which must
 * be that of its last acknowledged move or of a later one.
 */
export function countLost(doc: ProjectDoc, acknowledged: Acknowledged): number {
  const clock = Y.getState(doc.ydoc.store, acknowledged.client);
  const byClock = acknowledged.edits.filter((edit) => edit.clock > clock).length;
  const blocks = doc.blockStore(TARGET).read();
  const lastMove = new Map(acknowledged.edits.filter((e) => e.number >= 0).map((e) => [blockId(e.number), e.number]));
  const byPlace = [...lastMove].filter(([id, number]) => {
    const at = blocks[id]?.at;
    return !at || 'parent' in at || at.x < number;
  }).length;
  return Math.max(byClock, byPlace);
}
