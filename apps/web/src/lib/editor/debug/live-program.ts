import type { Project } from '@paperkite/project';
import type { StageHandle, StageRefusal } from '@paperkite/stage/host';
import type { AssetStore } from '../assets.ts';

/** Kinds of value that a cell takes: any. */
const ANY_KIND = 4095;
/** How often a program is compiled anew for values that it did not expect. */
const MOST_TRIES = 3;

/** The way of a project to the stage: compiled, and put there as a new program or in the place of the one that runs. */
export class LiveProgram {
  readonly #stage: StageHandle;
  readonly #assets: AssetStore;
  /** Kinds of value that live although no block of the program makes them. */
  #widen: Record<string, number> = {};
  /** What runs, for the question whether anything would change. */
  #sent = '';

  /** Milliseconds that the page could do nothing else while it compiled last. */
  compileMs = 0;

  /** Whether what runs is a program for debugging. */
  watched = false;

  constructor(stage: StageHandle, assets: AssetStore) {
    this.#stage = stage;
    this.#assets = assets;
  }

  /** A new program: every value is as the document says. @throws StageError */
  async load(project: Project, debug: boolean): Promise<void> {
    this.#widen = {};
    this.watched = debug;
    await this.#send(project, debug, (options) => this.#stage.load(options), true);
  }

  /**
   * Lets what runs go on by this project: values, clones, the pen and the places where scripts stand are kept. False when that
   * cannot be, and then nothing has changed. @throws StageError
   * @param anyValue a variable that is about to hold something unexpected
   */
  async takeOver(project: Project, debug: boolean, anyValue?: string): Promise<boolean> {
    if (anyValue !== undefined) this.#widen = { ...this.#widen, [anyValue]: ANY_KIND };
    let watched = debug;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      let refusal: StageRefusal | null = null;
      await this.#send(project, watched, async (options) => (refusal = await this.#stage.takeOver(options)), false);
      const answer = refusal as StageRefusal | null;
      if (!answer) {
        this.watched = watched;
        return true;
      }
      this.#sent = '';
      if (answer.why === 'busy') return false;
      if (answer.why === 'place') watched = true;
      for (const [cell, kinds] of Object.entries(answer.widen)) {
        this.#widen = { ...this.#widen, [cell]: (this.#widen[cell] ?? 0) | kinds };
      }
    }
    return false;
  }

  async #send(
    project: Project,
    debug: boolean,
    send: (options: Parameters<StageHandle['load']>[0]) => Promise<unknown>,
    always: boolean,
  ): Promise<void> {
    const { compileStepped } = await import('@paperkite/compiler');
    const began = performance.now();
    const program = compileStepped(project, { debug, widen: this.#widen });
    const sent = JSON.stringify({ ...program, targets: program.targets.map(withoutStand), lines: [] });
    this.compileMs = performance.now() - began;
    if (!always && sent === this.#sent) return;
    this.#sent = sent;
    await send({
      program,
      assets: async (hash) => {
        const bytes = await this.#assets.get(hash);
        if (!bytes) throw new Error(`asset ${hash} is not here`);
        return bytes;
      },
    });
  }
}

/** Where a sprite stands is told by hand. */
const withoutStand = <T extends { sprite?: object; currentCostume: number }>({
  sprite,
  currentCostume: _,
  ...rest
}: T) => {
  const { draggable, rotationStyle } = (sprite ?? {}) as { draggable?: boolean; rotationStyle?: string };
  return { ...rest, draggable, rotationStyle };
};
