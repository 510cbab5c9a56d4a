import { CodedError } from '@paperkite/kernel';
import {
  frameRate,
  type BlockId,
  type FrameRate,
  type SceneProject,
  type TargetId,
  type VariableId,
} from '@paperkite/project';
import type { MonitorChange, Placement, StageBoard, StageDebug, StageEvent, StageHandle } from '@paperkite/stage/host';
import type { AssetStore } from './assets.ts';
import type { LiveSprites, Stand } from './live-sprites.ts';
import { DebugState } from './debug/debug-state.svelte.ts';
import { LiveProgram } from './debug/live-program.ts';
import { Turns } from './debug/turns.ts';
import { fetchFrameCode } from './stage-code.ts';
import { looksAlike } from './looks-alike.ts';
import { type TriedScript, sameBlocks, withScript } from './tried-script.ts';

/** What the running project shows besides its picture. */
export interface Said {
  target: string;
  text: string;
}

/** The value of a reporter that was clicked. */
export interface Reported {
  block: BlockId;
  text: string;
}

export interface StageRunnerOptions {
  container: HTMLElement;
  title: string;
  assets: AssetStore;
  /** The project as it is now. */
  project: () => SceneProject;
  /** Where a run left the sprites. */
  live: LiveSprites;
  /** Whether there is a panel that pauses it and lets it go on. */
  debuggable: boolean;
  /** The board that sprites drive and read. */
  board?: StageBoard;
  /** A sprite was dragged on the stage while it could be edited. */
  onMoved?: (target: TargetId, x: number, y: number) => void;
}

const LOG_LENGTH = 200;
/** What was asked for and has not come after so long is told to be late. */
const LATE_MS = 8_000;
/** How long after the flag the stage may take to say that scripts run. */
const STARTING_MS = 500;
/** Milliseconds until a program for debugging that is no longer wanted is replaced, where it could not be at once. */
const SETTLE_AFTER = 1000;
/** Edits are shown after a rest of so many milliseconds, or of so many times what compiling takes. */
const LEAST_SETTLE = 150;
const MOST_SETTLE = 1500;
const SETTLE_FACTOR = 8;

/**
 * One stage on the page and the pipeline before it: project -> compiler -> frame. The compiler and the stage come in chunks
 * of their own, fetched while the page is idle.
 */
export class StageRunner {
  running = $state(false);
  /** How often it, or one script of it, was told to run. */
  runs = $state(0);
  /** How often it was the whole project. */
  flags = $state(0);
  /** False while a script holds the stage and does not let go. */
  responding = $state(true);
  /** What the project asks; an empty question is one too. */
  question: string | null = $state(null);
  glowing: readonly string[] = $state.raw([]);
  /** What sprites said, newest last. */
  log: readonly Said[] = $state.raw([]);
  /** Why the last load or script failed. */
  problem: string | null = $state(null);
  /** Why neither the stage nor the program came: `retry` tries again. */
  missing: string | null = $state(null);
  /** Whether something has been on its way for long: it may still come, or `retry` tries again. */
  late = $state(false);
  /** The costume or sound that the stage could not use last, by its name. */
  refused: { hash: string; name: string; what: 'costume' | 'sound'; why: 'too_large' | 'broken' | 'absent' } | null =
    $state.raw(null);
  /** Whether the project listens to how loud it is. */
  microphone: 'off' | 'asking' | 'on' | 'denied' = $state('off');
  /** Whether the project films: `question` waits for `allowCamera`. */
  camera: 'off' | 'question' | 'asking' | 'on' | 'denied' = $state('off');
  /** Somebody was to speak and has no voice on this computer. */
  voiceless = $state(false);
  turbo = $state(false);
  /** As the project says. */
  frameRate: FrameRate = $state(30);
  muted = $state(false);
  /** What the stage shows of variables, lists and the like, by monitor. */
  monitors: ReadonlyMap<string, MonitorChange> = $state.raw(new Map());
  /** The last value that a click asked for; another object each time. */
  reported: Reported | null = $state.raw(null);

  /** Pausing, stepping, values and the console. */
  readonly debug: DebugState;

  readonly #options: StageRunnerOptions;
  #program: LiveProgram | undefined;
  /** Whether a program for debugging is wanted, and whether the loaded one is. */
  #watched = false;
  #loadedWatched = false;
  #wantedDebug: StageDebug | undefined;
  #stage: Promise<StageHandle> | undefined;
  #loaded: SceneProject | undefined;
  /** The last script that was tried, and the project with it. */
  #tried: { of: SceneProject; script: TriedScript; project: SceneProject } | undefined;
  /** The document as the stage was last told of it. */
  #followed: SceneProject | undefined;
  #mode: 'edit' | 'play' = 'play';
  /** Programs on their way to the stage, and what must find them there. */
  #turns = new Turns();
  /** What was asked for last, to be asked for again. */
  #wish: () => Promise<void> = () => this.show();
  /** How many askings are on their way to the present stage. */
  #pending = 0;
  /** Raised whenever a stage is given up: what was on its way to that one has no say any more. */
  #attempt = 0;
  /** Somebody pressed run, and the stage has not said yet that something runs. */
  #starting = false;
  #destroyed = false;

  constructor(options: StageRunnerOptions) {
    this.#options = options;
    options.live.onplace = (target, change) => this.#place(target, change);
    this.debug = new DebugState(
      {
        set: (wanted, on) => this.#setDebug(wanted, on),
        act: (action) => this.#afterwards((stage) => stage.debug(action)),
        focus: (thread) => this.#afterwards((stage) => stage.focusThread(thread)),
        inspect: async (of) => (await this.#open()).inspect(of),
        evaluate: async (target, block) => (await this.#open()).evaluate(target, block),
      },
      options.debuggable ? location.pathname : null,
      (id) => options.project().targets.find((target) => target.id === id)?.name ?? '',
    );
  }

  /**
   * Milliseconds without another edit after which edits are shown: longer where compiling takes long, so that nobody who types
   * without a rest waits for it.
   */
  get settleMs(): number {
    return Math.min(MOST_SETTLE, Math.max(LEAST_SETTLE, (this.#program?.compileMs ?? 0) * SETTLE_FACTOR));
  }

  /** Whether anything was loaded yet. */
  get hasShown(): boolean {
    return this.#loaded !== undefined;
  }

  /**
   * Shows the project as it stands, without running it. What runs goes on by what the blocks say now, with its values; a
   * project that looks otherwise while nothing runs is loaded anew.
   */
  async show(): Promise<void> {
    const project = this.#options.project();
    this.#follow(project);
    // It is there, with a block of the palette beside it that may not have told its value yet.
    if (this.#tried?.of === project) return this.#turns.take(() => undefined);
    await this.#patiently(() => this.#bring(project)).catch(() => undefined);
  }

  /** Gives up on a stage that does not come, makes another, and asks again for what was asked last. */
  async retry(): Promise<void> {
    this.#giveUp();
    await this.#wish();
  }

  /** Compiles the project as it is now and starts it. */
  async run(): Promise<void> {
    this.runs++;
    this.flags++;
    this.#starting = true;
    try {
      await this.#withCurrent((stage) => {
        stage.greenFlag();
        stage.focus();
      });
    } finally {
      setTimeout(() => (this.#starting = false), STARTING_MS);
    }
  }

  /** Starts the script with this top block, or ends it when it runs; tells the value of a reporter. */
  async toggleScript(target: TargetId, block: BlockId): Promise<void> {
    if (!this.glowing.includes(block)) this.runs++;
    await this.#withCurrent((stage) => stage.toggleScript(target, block));
  }

  /** The same with a script that the document does not hold: a block of the palette. */
  async tryScript(target: TargetId, script: TriedScript): Promise<void> {
    this.runs++;
    const project = this.#options.project();
    if (this.#tried?.of !== project || this.#tried.script.top !== script.top || !sameBlocks(this.#tried.script, script))
      this.#tried = { of: project, script, project: withScript(project, target, script) };
    await this.#withCurrent((stage) => stage.toggleScript(target, script.top), this.#tried.project);
  }

  stop(): void {
    void this.#stage?.then((stage) => stage.stop());
  }

  async stopHard(): Promise<void> {
    const attempt = this.#begin();
    // What is asked for meanwhile finds the new one.
    await this.#turns
      .take(async () => (await this.#stage)?.stopHard())
      .catch((error: unknown) => attempt === this.#attempt && this.#miss(error));
    this.responding = true;
  }

  allowCamera(on: boolean): void {
    void this.#stage?.then((stage) => stage.allowCamera(on));
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

  setMuted(on: boolean): void {
    this.muted = on;
    void this.#stage?.then((stage) => stage.setMuted(on));
  }

  /** In `edit` every sprite can be dragged. */
  setMode(mode: 'edit' | 'play'): void {
    this.#mode = mode;
    void this.#stage?.then((stage) => stage.setMode(mode));
  }

  #follow(project: SceneProject): void {
    if (this.#followed) this.#options.live.follow(this.#followed, project);
    this.#followed = project;
    const rate = frameRate(project);
    if (rate === this.frameRate) return;
    this.frameRate = rate;
    void this.#stage?.then((stage) => stage.setFrameRate(rate));
  }

  #place(target: TargetId, { costume, ...change }: Partial<Stand>): void {
    // One that the stage does not know yet comes with the next load.
    const worn = this.#loaded?.targets.find(({ id }) => id === target)?.costumes.findIndex(({ id }) => id === costume);
    const wears = costume !== undefined && worn !== undefined && worn >= 0;
    void this.#stage?.then((stage) => stage.place(target, { ...change, ...(wears && { costume: worn }) }));
  }

  /** Where the stage says that sprites stand; it names costumes by their place in the program that it runs. */
  #take(sprites: readonly Placement[]): void {
    const loaded = new Map(this.#loaded?.targets.map((target) => [target.id, target]));
    this.#options.live.take(
      sprites.map(({ target, costume, ...stand }) => [
        target,
        { ...stand, costume: loaded.get(target)?.costumes[costume]?.id },
      ]),
    );
  }

  /** Changes a variable of the running project, as a slider does. */
  setVariable(id: VariableId, value: number): void {
    void this.#stage?.then((stage) => stage.setVariable(id, value));
  }

  /** A picture of the stage; undefined when there is none to be had now. */
  async thumbnail(): Promise<Blob | undefined> {
    const stage = await this.#stage;
    return stage?.thumbnail({ width: 320, height: 240, format: 'image/webp' }).catch(() => undefined);
  }

  destroy(): void {
    this.#destroyed = true;
    this.debug.destroy();
    void this.#stage?.then((stage) => stage.destroy());
  }

  /** Tells the stage something as soon as it has the project as it is now; what is asked later comes later. */
  async #withCurrent(command: (stage: StageHandle) => void, project = this.#options.project()): Promise<void> {
    this.problem = null;
    this.#wish = () => this.#withCurrent(command);
    await this.#patiently(async () => {
      // What keeps it from coming keeps the command from it, too, and is told there.
      this.#bring(project).catch(() => undefined);
      await this.#turns.take(async () => command(await this.#open()));
    }).catch(() => undefined);
  }

  /** Says so when what was asked for is late. */
  async #patiently(work: () => Promise<void>): Promise<void> {
    const attempt = this.#attempt;
    const isHere = (): boolean => attempt === this.#attempt && !this.#destroyed;
    this.#pending++;
    const timer = setTimeout(() => isHere() && (this.late = true), LATE_MS);
    try {
      await work();
    } finally {
      clearTimeout(timer);
      if (isHere() && --this.#pending === 0) this.late = false;
    }
  }

  /** Waits no more for what is on its way; answers the number of what follows. */
  #begin(): number {
    this.#pending = 0;
    this.late = false;
    this.#turns = new Turns();
    return ++this.#attempt;
  }

  #giveUp(): void {
    this.#begin();
    this.running = false;
    this.responding = true;
    this.missing = this.problem = this.question = null;
    this.#stage?.then(
      (stage) => stage.destroy(),
      () => undefined,
    );
    this.#stage = this.#program = this.#loaded = undefined;
  }

  /** What neither the project nor a block of it can help. */
  #miss(error: unknown): void {
    if (this.#destroyed) return;
    this.#giveUp();
    this.missing = codeOf(error);
  }

  /** The loaded program follows the project: it is taken over where it runs or looks the same, else it is loaded anew. */
  async #bring(project: SceneProject): Promise<void> {
    const loaded = this.#loaded;
    if (project === loaded && this.#watched === this.#loadedWatched) return this.#turns.take(() => undefined);
    const goesOn = loaded && (this.running || this.#starting || looksAlike(project, loaded));
    await (goesOn ? this.#takeOver(project) : this.#load(project));
  }

  #refuse(hash: string, what: 'costume' | 'sound', why: 'too_large' | 'broken' | 'absent'): void {
    const name = nameOf(this.#options.project(), hash);
    this.refused = name === undefined ? null : { hash, name, what, why };
  }

  #takeOver(project: SceneProject, anyValue?: VariableId): Promise<void> {
    const attempt = this.#attempt;
    return this.#turns.take(async () => {
      const isSame = project === this.#loaded && this.#watched === this.#loadedWatched && anyValue === undefined;
      if (!this.#program || isSame || this.#destroyed) return;
      const watched = this.#watched;
      const done = await this.#program.takeOver(project, watched, anyValue).catch(() => false);
      if (attempt !== this.#attempt) return;
      if (!done) return this.#loadNow(project);
      this.#loaded = project;
      this.#loadedWatched = this.#program.watched;
      // A script stands where only a program for debugging can: it will move on.
      if (this.#loadedWatched !== watched) setTimeout(() => this.#settle(), SETTLE_AFTER);
    });
  }

  #settle(): void {
    if (this.#loaded && !this.debug.paused && this.#watched !== this.#loadedWatched) void this.#takeOver(this.#loaded);
  }

  #setDebug(wanted: StageDebug, on: boolean): void {
    this.#watched = on;
    this.#wantedDebug = wanted;
    void this.#stage?.then((stage) => stage.setDebug(wanted));
    if (this.#loaded) void this.#takeOver(this.#loaded);
  }

  /** One after the other: a program that is shown late must not take the place of one that was started. */
  #load(project: SceneProject): Promise<void> {
    return this.#turns.take(() => this.#loadNow(project));
  }

  /** Steps that were asked for while the program for debugging is on its way are that program's. */
  #afterwards(command: (stage: StageHandle) => void): void {
    if (this.#stage) void this.#turns.take(async () => command(await this.#open())).catch(() => undefined);
  }

  async #loadNow(project: SceneProject): Promise<void> {
    const attempt = this.#attempt;
    const stage = await this.#open();
    if (this.#destroyed || attempt !== this.#attempt) return;
    const watched = (this.#loadedWatched = this.#watched);
    this.#program ??= new LiveProgram(stage, this.#options.assets);
    this.debug.reset();
    this.#loaded = project;
    this.#follow(project);
    this.monitors = new Map();
    // It may have been taken out since; what was not there is asked for again.
    if (this.refused && (this.refused.why === 'absent' || nameOf(project, this.refused.hash) === undefined))
      this.refused = null;
    try {
      await this.#program.load(this.#options.live.applyTo(project), watched);
      if (attempt === this.#attempt) this.missing = null;
    } catch (error) {
      if (attempt !== this.#attempt) return;
      this.#loaded = undefined;
      if (codeOf(error) !== 'load_failed') return this.#miss(error);
      if (!this.#destroyed) this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  #open(): Promise<StageHandle> {
    this.#stage ??= this.#make().catch((error: unknown) => {
      this.#miss(error);
      throw error;
    });
    return this.#stage;
  }

  #make(): Promise<StageHandle> {
    return import('@paperkite/stage/host').then(({ createStage }) => {
      const stage = createStage({
        container: this.#options.container,
        title: this.#options.title,
        frameCode: fetchFrameCode,
        board: this.#options.board,
        onEvent: (event) => this.#onEvent(event),
      });
      stage.setMode(this.#mode);
      stage.setTurbo(this.turbo);
      stage.setFrameRate(this.frameRate);
      stage.setMuted(this.muted);
      if (this.#wantedDebug) stage.setDebug(this.#wantedDebug);
      return stage;
    });
  }

  #onEvent(event: StageEvent): void {
    this.debug.receive(event);
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
      case 'refused':
        this.#refuse(event.hash, event.what, event.why);
        break;
      case 'absent':
        this.#refuse(event.hash, event.what, 'absent');
        break;
      case 'microphone':
        this.microphone = event.state;
        break;
      case 'camera':
        this.camera = event.state;
        break;
      case 'noVoice':
        this.voiceless = true;
        break;
      case 'moved':
        this.#options.onMoved?.(event.target, event.x, event.y);
        break;
      case 'monitors':
        this.monitors = new Map([...this.monitors, ...event.changes.map((change) => [change.id, change] as const)]);
        break;
      case 'placements':
        this.#take(event.sprites);
        break;
      case 'report':
        this.reported = { block: event.block, text: String(event.value) };
        break;
      case 'variableRefused':
        // Compiled for another kind of value: the document has the new one by now.
        void this.#takeOver(this.#options.project(), event.id);
        break;
    }
  }
}

/** The code of an error that has one, else what it says. */
const codeOf = (error: unknown): string =>
  error instanceof CodedError ? String(error.code) : error instanceof Error ? error.message : String(error);

/** What a project calls a costume or sound. */
const nameOf = ({ targets }: SceneProject, hash: string): string | undefined =>
  targets.flatMap(({ costumes, sounds }) => [...costumes, ...sounds]).find(({ asset }) => asset === hash)?.name;
