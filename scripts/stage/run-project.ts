import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { compileProject, type CompiledProject } from '@paperkite/compiler';
import { systemRandom, type Clock, type Random } from '@paperkite/kernel';
import { frameRate, importSb2, importSb3, readKite, type Project } from '@paperkite/project';
import {
  createRuntime,
  evaluateProgram,
  noInput,
  pacedClock,
  silentAudio,
  type Runtime,
  type RuntimeEvent,
} from '@paperkite/stage';

const processClock: Clock = { now: () => performance.timeOrigin + performance.now() };

/** Reads a project file by its ending. Throws with a message for people. */
export async function readProjectFile(path: string): Promise<Project> {
  const bytes = new Uint8Array(await readFile(path));
  const readers = { '.kite': readKite, '.sb2': importSb2, '.sb3': importSb3 };
  const read = await readers[extname(path).toLowerCase() as keyof typeof readers]?.(bytes);
  if (read === undefined) throw new Error('not a .kite, .sb3 or .sb2 file');
  if (!read.ok) throw read.error;
  return read.value.project;
}

export interface HeadlessOptions {
  /** Milliseconds of project time after which the run ends. */
  maxMs: number;
  turbo?: boolean;
  random?: Random;
  /** What passes besides the frames; that of the process unless told. */
  clock?: Clock;
  /** `compileProject` unless told. */
  compile?(project: Project): CompiledProject;
  /** Before each frame. */
  onFrame?(runtime: Runtime, frame: number): void;
  onEvent?(event: RuntimeEvent, runtime: Runtime): void;
}

export interface HeadlessRun {
  runtime: Runtime;
  compiled: CompiledProject;
  frames: number;
  /** No script was left when the run ended. */
  done: boolean;
  cpuMs: number;
  error: string | null;
}

/** Compiles a project, presses the green flag and runs it without a picture, as fast as it goes. */
export async function runHeadless(project: Project, options: HeadlessOptions): Promise<HeadlessRun> {
  const cpu = process.cpuUsage();
  const compiled = (options.compile ?? compileProject)(project);
  const rate = frameRate(project);
  const clock = pacedClock(options.clock ?? processClock, 1000 / rate);
  let error: string | null = null;
  const runtime: Runtime = createRuntime({
    program: compiled,
    code: evaluateProgram(compiled.code),
    renderer: null,
    audio: silentAudio,
    input: noInput,
    clock,
    random: options.random ?? systemRandom,
    onEvent: (event) => {
      if (event.type === 'error') error ??= `${event.message} (block ${event.block ?? 'unknown'})`;
      options.onEvent?.(event, runtime);
    },
  });
  runtime.setTurbo(options.turbo === true);
  runtime.setFrameRate(rate);
  runtime.greenFlag();
  const end = clock.now() + options.maxMs;
  let frames = 0;
  do {
    options.onFrame?.(runtime, frames);
    runtime.step();
    frames++;
    clock.nextFrame();
    // Sounds are over "at once", but only after the scripts gave way.
    await Promise.resolve();
  } while (runtime.running && clock.now() < end);
  const used = process.cpuUsage(cpu);
  return { runtime, compiled, frames, done: !runtime.running, cpuMs: (used.user + used.system) / 1000, error };
}
