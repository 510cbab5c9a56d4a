import type { Clock, Random } from '@paperkite/kernel';
import type { Scalar } from '@paperkite/project';
import type { AudioPlayer, InputState, LiveBoard, Renderer, SpeechPlayer, VideoCamera } from '../ports.ts';
import { SpriteSounds } from './sprite-sounds.ts';
import { withBlocks, type BlockCategory } from './blocks/index.ts';
import { clearSoundEffects } from './blocks/sound.ts';
import { dropBubble, showBubble } from './bubbles.ts';
import * as cast from './cast.ts';
import type { ProgramFactory, RuntimeForPrograms } from './contract.ts';
import type { Core } from './core.ts';
import { ErrorPlaces } from './error-place.ts';
import type { RuntimeEvent } from './events.ts';
import { Hats } from './hats.ts';
import { noBoard, noCamera, silentSpeech } from './headless.ts';
import { scratchKey } from './keys.ts';
import { listOperations } from './lists.ts';
import { Memory, MemoryError } from './memory.ts';
import { monitorReaders } from './monitor-readers.ts';
import { Monitors } from './monitors.ts';
import { DONE, kindOf, RUN, type CompiledProgram, type ScriptTable } from './program.ts';
import { pickRandom } from './pick-random.ts';
import { Placements, type PlacementChange } from './placements.ts';
import { Questions } from './questions.ts';
import { END, Scheduler } from './scheduler.ts';
import { PausableClock } from './stepped/clock.ts';
import { Debugger, type DebugOptions, type StepKind } from './stepped/debugger.ts';
import type { TakeOverRefusal } from './stepped/fits.ts';
import type { Frame } from './stepped/frame.ts';
import { inspect, ThreadIds, type Inspection } from './stepped/inspect.ts';
import { Machine } from './stepped/machine.ts';
import { carryEdges, carryThreads, planTakeOver } from './stepped/take-over.ts';
import { NO_EFFECTS, type StageTarget } from './target.ts';
import { Targets } from './targets.ts';
import { TimedBubbles } from './timed-bubbles.ts';
import type { Thread } from './thread.ts';

export interface RuntimeOptions {
  program: CompiledProgram;
  /** What `program.code` evaluated to. */
  code: ProgramFactory;
  /** Null runs without a picture: nothing is fenced, clamped or touched. */
  renderer: Renderer | null;
  audio: AudioPlayer;
  input: InputState;
  /** Without one nothing is said. */
  speech?: SpeechPlayer;
  /** Without one there is no picture. */
  camera?: VideoCamera;
  /** Without one no board is ever connected. */
  board?: LiveBoard;
  clock: Clock;
  random: Random;
  onEvent(event: RuntimeEvent): void;
  userName?: string;
}

/** A project that can run. Nothing happens but in its methods: the host calls `step` once a frame. */
export interface Runtime {
  greenFlag(): void;
  stopAll(): void;
  /** Runs one frame and draws it. */
  step(): void;
  /** A key went down (or repeats), by Scratch's name. */
  keyPressed(key: string): void;
  /** A sprite, clone or the stage was clicked, by its drawable. */
  clickDrawable(drawable: number | null): void;
  /** A sprite or the stage was clicked, by its document id. */
  clickTarget(id: string): void;
  /** Starts a stack by its top block, or stops it if it runs; a loose reporter tells its value. */
  clickScript(targetId: string, block: string): void;
  /** The answer to the question that is shown. */
  answer(text: string): void;
  /** Writes a variable; false when the program was compiled for other kinds of value. */
  setVariable(id: string, value: Scalar): boolean;
  /** Value of a variable by target id and name. */
  variable(targetId: string, name: string): Scalar | undefined;
  /** What `() of ()` answers about a target: "x position", "backdrop name", ... or a variable. */
  attribute(targetId: string, property: string): Scalar;
  /** Moves a sprite by hand: it is held until `drop`. */
  dragTo(drawable: number, x: number, y: number): void;
  drop(drawable: number): void;
  /** Puts a sprite somewhere, turns, sizes, shows or dresses it by hand, as its blocks would. */
  place(targetId: string, change: PlacementChange): void;
  isDraggable(drawable: number): boolean;
  /** The document id of what a drawable shows. */
  targetOf(drawable: number): string | null;
  setTurbo(on: boolean): void;
  /** How many times a second the host calls `step`; 30 unless told. */
  setFrameRate(perSecond: number): void;
  /**
   * Puts another version of the program in the place of the one that runs, which goes on where it is, with its values. Both
   * must come from `compileStepped`. Null when it is done, else why it cannot be, and then nothing has changed.
   */
  takeOver(program: CompiledProgram, code: ProgramFactory): TakeOverRefusal | null;
  debug: DebugControl;
  readonly running: boolean;
}

/** What a debugger can do with a program; stepping and breakpoints need one that was compiled for debugging. */
export interface DebugControl {
  set(options: DebugOptions): void;
  /** Everything stands still: scripts, timers, sounds. */
  pause(): void;
  resume(): void;
  step(kind: StepKind): void;
  /** Chooses the thread that steps, by its id. */
  focus(thread: number): void;
  /** `of` names the target whose variables are shown while no thread is in focus. */
  inspect(of: string | null): Inspection;
  clearProfile(): void;
  /** What a reporter block would answer now, in the thread in focus; null when that cannot be told without doing something. */
  evaluate(target: string, block: string): Scalar | null;
}

/** Readies a compiled program to run: makes its targets, and hands the program the functions that its blocks need. */
export function createRuntime(options: RuntimeOptions): Runtime {
  const { renderer, audio, input, clock, random } = options;
  const { speech = silentSpeech, camera = noCamera, board = noBoard } = options;
  let { program } = options;
  let places = new ErrorPlaces(program);
  // What scripts measure stands still while a program is paused; dates do not.
  const scriptClock = new PausableClock(clock);
  let turbo = false;
  let frameMs = 1000 / 30;
  let toldGeneration = 0;
  let toldRunning = false;
  /** Indexes of the scripts that ran when it was last told. */
  let toldScripts: ReadonlySet<number> = new Set();

  const scheduler: Scheduler = new Scheduler({
    clock: scriptClock,
    frameMs: () => frameMs,
    turbo: () => turbo,
    failed: (thread, error) => failed(error, thread.target, places.blockOf(error)?.block ?? thread.script.topBlock),
  });
  const memory: Memory = new Memory(clock, () => targets.order, callValues);
  const targets = new Targets(program, renderer, audio);
  let placements = new Placements(targets.originals, clock);
  const requestRedraw = (): void => void (scheduler.redrawRequested = true);
  const bubbles = { renderer, targets, requestRedraw, emit: options.onEvent };

  const pausesSound = (on: boolean): void => [audio, speech].forEach((player) => player.setPaused(on));
  const debug = new Debugger({
    scheduler,
    clock: scriptClock,
    realClock: clock,
    audio: { setPaused: pausesSound },
    emit: options.onEvent,
  });
  const ids = new ThreadIds();
  debug.load(program);

  const core: Core = {
    clock,
    random,
    renderer,
    audio,
    speech,
    camera,
    board,
    input,
    scheduler,
    memory,
    targets,
    hats: new Hats(program, scheduler, targets),
    monitors: new Monitors(program.monitors, targets.originals, () => monitorReaders(forPrograms)),
    questions: new Questions(options.onEvent, (target, text) => showBubble(bubbles, target, 'say', text)),
    spriteSounds: new SpriteSounds(audio),
    timedBubbles: new TimedBubbles(),
    userName: options.userName ?? '',
    timerStart: scheduler.frameTime,
    emit: options.onEvent,
    tellsMessages: () => debug.tells,
    requestRedraw,
    stopAll,
    stopScriptsOf: (target, except) => {
      for (const thread of scheduler.threads) {
        if (thread.target === target && thread !== except) scheduler.stop(thread);
      }
      core.questions.clear(target);
      core.spriteSounds.stopAwaited(target);
    },
  };

  const forPrograms: RuntimeForPrograms = withBlocks<Omit<RuntimeForPrograms, BlockCategory>>(core, {
    stage: targets.stage,
    cast,
    lists: listOperations(random, memory),
    memory,
    origin: (here) => places.origin(here),
    random: (from, to) => pickRandom(random, from, to),
    stuck: (looks) => {
      memory.look();
      return scheduler.stuck(looks);
    },
    later,
    withoutRefresh: (call) => scheduler.withoutRefresh(call),
    report: (t, value) => reported(t, value),
    END,
    stepped: {
      begin: (_t, fn) => {
        const thread = scheduler.current!;
        const machine = new Machine(thread, newFrame(fn, []), debug);
        thread.machine = machine;
        return machine.pass;
      },
      call: (machine, frame, pc, fn, args) => {
        frame.pc = pc;
        memory.called(args, frame.v);
        machine.push(newFrame(fn, args));
      },
      at: debug.at,
      watch: debug.watch,
    },
  });
  let { scripts, edges, functions = [], reporters = [] } = options.code(forPrograms);
  scheduler.load(scripts);

  function newFrame(fn: number, args: Scalar[]): Frame {
    return { fn, run: functions[fn]!, pc: 0, v: args, wait: null };
  }

  function* callValues(): Iterable<Scalar[]> {
    for (const { machine } of scheduler.threads) if (machine) for (const { v } of machine.frames) yield v;
  }

  function takeOver(next: CompiledProgram, code: ProgramFactory): TakeOverRefusal | null {
    const before = program;
    const plan = planTakeOver(core, before, next);
    if (!(plan instanceof Map)) return plan;
    program = next;
    places = new ErrorPlaces(next);
    targets.takeOver(next);
    ({ scripts, edges, functions = [], reporters = [] } = code(forPrograms));
    scheduler.load(scripts);
    carryThreads(core, plan, before, next, functions, (frame) => debug.moved(frame));
    carryEdges(core, before, next);
    debug.load(next);
    core.hats = new Hats(next, scheduler, targets);
    core.monitors.takeOver(before.monitors, next.monitors);
    placements = new Placements(targets.originals, clock);
    // Nothing is left that could switch it off.
    if (!next.usesVideo) camera.use('off', 50);
    requestRedraw();
    return null;
  }

  function evaluate(targetId: string, block: string): Scalar | null {
    const index = program.stepped?.reporters.findIndex(
      (reporter) => reporter.block === block && program.targets[reporter.target]!.id === targetId,
    );
    const reporter = index === undefined ? undefined : reporters[index];
    if (reporter === undefined) return null;
    const { procedure } = program.stepped!.reporters[index!]!;
    const isOf = (thread: Thread | null): boolean => thread?.target.table.id === targetId;
    const thread = isOf(debug.focus) ? debug.focus : scheduler.threads.find(isOf);
    const target = thread?.target ?? targets.originals.find((original) => original.table.id === targetId);
    const frame = thread?.machine?.frames.findLast(({ fn }) => program.stepped!.functions[fn]!.procedure === procedure);
    if (target === undefined || (procedure !== null && frame === undefined)) return null;
    try {
      return reporter(target, frame?.v ?? []);
    } catch {
      return null;
    }
  }

  function reported(t: StageTarget, value: Scalar): void {
    const block = scheduler.current?.script.topBlock ?? '';
    options.onEvent({ type: 'report', target: t.table.id, block, value });
  }

  function stopAll(): void {
    scheduler.stopAll();
    for (const target of [...targets.order]) {
      if (target.isClone) targets.dispose(target);
      else resetLooks(target);
    }
    core.questions.clear();
    core.timedBubbles.clear();
    audio.stop();
    speech.stop();
    board.stop();
  }

  /** What starting and stopping a project sets back; everything else stays as it is. */
  function resetLooks(target: StageTarget): void {
    target.effects = { ...NO_EFFECTS };
    clearSoundEffects(audio, target);
    targets.touch(target);
    if (target.bubble !== null) dropBubble(bubbles, target);
  }

  function tell(): void {
    const changes = core.monitors.changes();
    if (changes.length > 0) options.onEvent({ type: 'monitors', changes });
    const sprites = placements.changes();
    if (sprites.length > 0) options.onEvent({ type: 'placements', sprites });
    if (scheduler.generation === toldGeneration) return;
    toldGeneration = scheduler.generation;
    const on = scheduler.threads.length > 0;
    // Clones run the same scripts: most comings and goings change nothing.
    const running = new Set<number>();
    let last = -1;
    for (const { index } of scheduler.threads) if (index !== last) running.add((last = index));
    if (running.size !== toldScripts.size || [...running].some((index) => !toldScripts.has(index))) {
      toldScripts = running;
      const entry = ({ target, topBlock }: ScriptTable) => ({ target: program.targets[target]!.id, block: topBlock });
      options.onEvent({ type: 'scripts', running: [...running].map((index) => entry(program.scripts[index]!)) });
    }
    if (on !== toldRunning) options.onEvent({ type: 'running', on: (toldRunning = on) });
  }

  function failed(error: unknown, { table }: StageTarget, block: string | null): void {
    const message = error instanceof Error ? error.message : String(error);
    options.onEvent({ type: 'error', message, target: table.id, block });
    // The others would go on to fill it.
    if (error instanceof MemoryError) stopAll();
  }

  function click(target: StageTarget): void {
    core.hats.start(target.isStage ? 'event_whenstageclicked' : 'event_whenthisspriteclicked', null, target);
  }

  return {
    greenFlag: () => {
      debug.reset();
      stopAll();
      core.timerStart = scheduler.frameTime;
      core.questions.answerText = '';
      for (const target of targets.originals) target.edges.clear();
      core.hats.start('event_whenflagclicked');
    },
    stopAll: () => {
      debug.reset();
      stopAll();
      targets.flush();
      renderer?.draw();
      tell();
    },
    step: () => {
      if (debug.mayRun) {
        // A frame that was left in its midst goes on.
        if (!scheduler.isHalted) core.hats.checkEdges(edges);
        scheduler.step();
        debug.afterFrame();
        for (const target of core.timedBubbles.left(scheduler.frameTime)) showBubble(bubbles, target, 'say', '');
        // What several scripts fill together is found between their turns.
        const full = scheduler.threads.length > 0 ? memory.found() : null;
        if (full !== null) failed(full, targets.stage, null);
      }
      targets.flush();
      renderer?.draw();
      tell();
    },
    keyPressed: (key) => {
      core.hats.start('event_whenkeypressed', { field: 'KEY_OPTION', value: scratchKey(key) });
      core.hats.start('event_whenkeypressed', { field: 'KEY_OPTION', value: 'any' });
    },
    clickDrawable: (drawable) => {
      const target = drawable === null ? targets.stage : targets.byDrawable(drawable);
      if (target !== undefined) click(target);
    },
    clickTarget: (id) => {
      const target = targets.originals.find((candidate) => candidate.table.id === id);
      if (target !== undefined) click(target);
    },
    clickScript: (targetId, block) => {
      const index = program.scripts.findIndex(
        (script) => script.topBlock === block && program.targets[script.target]!.id === targetId,
      );
      const script = program.scripts[index];
      if (script === undefined) return;
      const target = targets.originals[script.target]!;
      const running = scheduler.threads.filter(
        (thread) => thread.index === index && thread.target === target && thread.status !== DONE,
      );
      if (running.length > 0) running.forEach((thread) => scheduler.stop(thread));
      else scheduler.start(target, script, index, true);
    },
    answer: (text) => core.questions.answer(text),
    setVariable: (id, value) => {
      for (const target of targets.originals) {
        const variable = target.table.variables.find((candidate) => candidate.id === id);
        if (variable === undefined) continue;
        if ((kindOf(value) & ~variable.accepts) !== 0) return false;
        if (variable.storage === 'number') target.numbers[variable.slot] = value as number;
        else target.values[variable.slot] = value;
        return true;
      }
      return false;
    },
    variable: (targetId, name) =>
      targets.originals.find((candidate) => candidate.table.id === targetId)?.variable(name),
    attribute: (targetId, property) => {
      const target = targets.originals.find((candidate) => candidate.table.id === targetId);
      return target === undefined
        ? ''
        : forPrograms.sensing.attributeOf(target, property, target.isStage ? '_stage_' : target.table.name);
    },
    dragTo: (drawable, x, y) => {
      const target = targets.byDrawable(drawable);
      if (target === undefined) return;
      // It comes to the front, and scripts do not move it meanwhile.
      if (!target.dragged) targets.moveLayers(target, Infinity);
      target.dragged = true;
      forPrograms.motion.dragTo(target, x, y);
    },
    drop: (drawable) => {
      const target = targets.byDrawable(drawable);
      if (target !== undefined) target.dragged = false;
    },
    place: (targetId, { x, y, direction, size, visible, costume }) => {
      const target = targets.originals.find((candidate) => candidate.table.id === targetId);
      if (target === undefined) return;
      // The costume first: how large a sprite may be and how far it may go depend on it.
      if (costume !== null) forPrograms.looks.switchCostume(target, costume + 1);
      if (size !== null) forPrograms.looks.setSize(target, size);
      if (direction !== null) forPrograms.motion.pointInDirection(target, direction);
      if (x !== null || y !== null) forPrograms.motion.goToXY(target, x ?? target.x, y ?? target.y);
      if (visible !== null) forPrograms.looks[visible ? 'show' : 'hide'](target);
    },
    isDraggable: (drawable) => targets.byDrawable(drawable)?.draggable === true,
    targetOf: (drawable) => targets.byDrawable(drawable)?.table.id ?? null,
    setTurbo: (on) => void (turbo = on),
    setFrameRate: (perSecond) => void (frameMs = 1000 / perSecond),
    takeOver,
    debug: {
      set: (wanted) => debug.set(wanted),
      pause: () => debug.pause(),
      resume: () => debug.resume(),
      step: (kind) => debug.stepOn(kind),
      focus: (id) => {
        const thread = scheduler.threads.find((candidate) => ids.of(candidate) === id);
        if (thread !== undefined) debug.focusOn(thread);
      },
      inspect: (of) => inspect(core, debug, ids, program, of),
      clearProfile: () => debug.profile.clear(),
      evaluate,
    },
    get running() {
      return scheduler.threads.length > 0;
    },
  };
}

/** Gives way once, then delegates. */
function* later<T>(call: Generator<number, T, void>): Generator<number, T, void> {
  yield RUN;
  return yield* call;
}
