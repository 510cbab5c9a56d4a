import { compileProject, type CompiledProject } from '@paperkite/compiler';
import { manualClock, seededRandom } from '@paperkite/kernel';
import type { Project } from '@paperkite/project';
import {
  createRuntime,
  evaluateProgram,
  noInput,
  silentAudio,
  type AudioPlayer,
  type InputState,
  type ProgramFactory,
  type Renderer,
  type Runtime,
  type RuntimeEvent,
} from '@paperkite/stage';
import { b, buildProject, flag, say, type B, type Input, type TargetSpec } from './build-project.ts';

export interface TestStage {
  runtime: Runtime;
  /** Everything said, in order, as "sprite: text". */
  said: string[];
  events: RuntimeEvent[];
  clock: ReturnType<typeof manualClock>;
  input: { -readonly [K in keyof InputState]: InputState[K] };
  /** Runs frames, 1/30 s apart. */
  frames(count: number): void;
  /** Runs frames until no script is left; fails after 1,000. */
  finish(): void;
}

/** A stage with a clock that moves only between frames. `code` runs instead of what was compiled. */
export function stageFor(
  project: Project,
  code?: ProgramFactory,
  compile: (project: Project) => CompiledProject = compileProject,
  renderer: Renderer | null = null,
  audio: AudioPlayer = silentAudio,
): TestStage {
  const clock = manualClock(1_000_000);
  const events: RuntimeEvent[] = [];
  const said: string[] = [];
  const input = { ...noInput };
  const compiled = compile(project);
  const runtime = createRuntime({
    program: compiled,
    code: code ?? evaluateProgram(compiled.code),
    renderer,
    audio,
    input,
    clock,
    random: seededRandom(1),
    onEvent: (event) => {
      events.push(event);
      if (event.type === 'said' && event.text !== '') said.push(`${event.name}: ${event.text}`);
    },
  });
  const frames = (count: number): void => {
    for (let i = 0; i < count; i++) {
      runtime.step();
      clock.advance(1000 / 30);
    }
  };
  return {
    runtime,
    said,
    events,
    clock,
    input,
    frames,
    finish: () => {
      for (let i = 0; runtime.running; i++) {
        if (i === 1000) throw new Error('the project does not end');
        frames(1);
      }
    },
  };
}

/** Builds and presses the flag. */
export function started(targets: Record<string, TargetSpec>, renderer: Renderer | null = null): TestStage {
  const stage = stageFor(buildProject(targets), undefined, undefined, renderer);
  stage.runtime.greenFlag();
  return stage;
}

/** Builds, presses the flag and runs to the end; answers what was said. */
export function sayings(targets: Record<string, TargetSpec>): string[] {
  const stage = started(targets);
  stage.finish();
  const failure = stage.events.find((event) => event.type === 'error');
  if (failure !== undefined) throw new Error(JSON.stringify(failure));
  return stage.said.map((line) => line.slice(line.indexOf(': ') + 2));
}

/** The text of each expression, as a sprite would say it joined to "=" (so that the value itself is seen). */
export function valuesOf(expressions: readonly Input[], rest: Omit<TargetSpec, 'scripts'> = {}): string[] {
  const join = (value: Input): B => b('operator_join', { STRING1: value, STRING2: '' });
  return sayingsWithBlank({
    S: { ...rest, scripts: [[flag, ...expressions.flatMap((value) => [say('='), say(join(value))])]] },
  });
}

/** Empty text is not said; between two "=" it is "". */
function sayingsWithBlank(targets: Record<string, TargetSpec>): string[] {
  const values: string[] = [];
  let open = false;
  for (const line of [...sayings(targets), '=']) {
    if (line === '=') {
      if (open) values.push('');
      open = true;
    } else {
      values.push(line);
      open = false;
    }
  }
  return values;
}
