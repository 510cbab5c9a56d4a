import type { Project } from '@paperkite/project';
import type { StageEvent, StageHandle } from '@paperkite/stage/host';
import type { AssetStore } from './assets.ts';

/** What the running project shows besides its picture. */
export interface Said {
  target: string;
  text: string;
}

const LOG_LENGTH = 200;

/**
 * One stage on the page and the pipeline before it: project -> compiler -> frame. The compiler and the stage come in chunks
 * of their own, fetched while the page is idle.
 */
export class StageRunner {
  running = $state(false);
  /** False while a script holds the stage and does not let go. */
  responding = $state(true);
  /** What the project asks; an empty question is one too. */
  question: string | null = $state(null);
  glowing: readonly string[] = $state.raw([]);
  /** What sprites said, newest last. */
  log: readonly Said[] = $state.raw([]);
  /** Why the last load or script failed. */
  problem: string | null = $state(null);
  turbo = $state(false);

  readonly #container: HTMLElement;
  readonly #title: string;
  readonly #assets: AssetStore;
  readonly #onMoved: (target: string, x: number, y: number) => void;
  #stage: Promise<StageHandle> | undefined;
  #loaded: Project | undefined;
  #destroyed = false;

  constructor(options: {
    container: HTMLElement;
    title: string;
    assets: AssetStore;
    /** A sprite was dragged on the stage while nothing ran. */
    onMoved?: (target: string, x: number, y: number) => void;
  }) {
    this.#container = options.container;
    this.#title = options.title;
    this.#assets = options.assets;
    this.#onMoved = options.onMoved ?? (() => undefined);
  }

  /** Shows the project as it stands, without running it. Does nothing when this very project is shown already. */
  async show(project: Project): Promise<void> {
    if (project === this.#loaded || this.running) return;
    await this.#load(project);
  }

  /** Compiles the project as it is now and starts it. */
  async run(project: Project): Promise<void> {
    this.problem = null;
    if (project !== this.#loaded) await this.#load(project);
    const stage = await this.#open();
    stage.greenFlag();
    stage.focus();
  }

  stop(): void {
    void this.#stage?.then((stage) => stage.stop());
  }

  async stopHard(): Promise<void> {
    await (await this.#stage)?.stopHard();
    this.responding = true;
  }

  answer(text: string): void {
    this.question = null;
    void this.#stage?.then((stage) => {
      stage.answer(text);
      stage.focus();
    });
  }

  setTurbo(on: boolean): void {
    this.turbo = on;
    void this.#stage?.then((stage) => stage.setTurbo(on));
  }

  /** A picture of the stage; undefined when there is none to be had now. */
  async thumbnail(): Promise<Blob | undefined> {
    const stage = await this.#stage;
    return stage?.thumbnail({ width: 320, height: 240, format: 'image/webp' }).catch(() => undefined);
  }

  destroy(): void {
    this.#destroyed = true;
    void this.#stage?.then((stage) => stage.destroy());
  }

  async #load(project: Project): Promise<void> {
    const { compileProject } = await import('@paperkite/compiler');
    const stage = await this.#open();
    if (this.#destroyed) return;
    this.#loaded = project;
    try {
      await stage.load({
        program: compileProject(project),
        assets: async (hash) => {
          const bytes = await this.#assets.get(hash);
          if (!bytes) throw new Error(`asset ${hash} is not here`);
          return bytes;
        },
      });
    } catch (error) {
      this.#loaded = undefined;
      if (!this.#destroyed) this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  #open(): Promise<StageHandle> {
    this.#stage ??= import('@paperkite/stage/host').then(({ createStage }) =>
      createStage({
        container: this.#container,
        title: this.#title,
        frameCode: fetchFrameCode,
        onEvent: (event) => this.#onEvent(event),
      }),
    );
    return this.#stage;
  }

  #onEvent(event: StageEvent): void {
    switch (event.type) {
      case 'running':
        this.running = event.on;
        if (!event.on) this.glowing = [];
        break;
      case 'responding':
        this.responding = event.on;
        break;
      case 'question':
        this.question = event.text;
        break;
      case 'scripts':
        this.glowing = event.running.map(({ block }) => block);
        break;
      case 'said':
        if (event.text !== '') this.log = [...this.log.slice(1 - LOG_LENGTH), { target: event.name, text: event.text }];
        break;
      case 'error':
        this.problem = event.message;
        break;
      case 'moved':
        this.#onMoved(event.target, event.x, event.y);
        break;
    }
  }
}

/** The program of the stage's frame, whose name holds the hash of its text. */
async function fetchFrameCode(): Promise<string> {
  const read = async (address: string): Promise<Response> => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
    return answer;
  };
  const { file } = (await (await read('/stage/stage-frame.json')).json()) as { file: string };
  return (await read(`/stage/${file}`)).text();
}
