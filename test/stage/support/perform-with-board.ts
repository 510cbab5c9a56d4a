import { compileProject } from '@paperkite/compiler';
import { manualClock, seededRandom } from '@paperkite/kernel';
import { createRuntime, evaluateProgram, noInput, silentAudio, type BoardAction } from '@paperkite/stage';
import { buildProject, type B } from './build-project.ts';

/** A stage with a board whose values the test sets and whose actions it looks at. */
export function performWithBoard(scripts: B[][], compile: typeof compileProject = compileProject) {
  const clock = manualClock(1_000_000);
  const started = clock.now();
  const actions: [at: number, BoardAction][] = [];
  const asked = new Set<string>();
  const said: string[] = [];
  const values = new Map<string, number>();
  let connected = true;
  let stops = 0;
  const compiled = compile(buildProject({ S: { scripts } }));
  const runtime = createRuntime({
    program: compiled,
    code: evaluateProgram(compiled.code),
    renderer: null,
    audio: silentAudio,
    board: {
      connected: () => connected,
      act: (action) => void actions.push([Math.round(clock.now() - started), action]),
      read: (kind, channel) => {
        asked.add(`${kind} ${channel}`);
        return connected ? (values.get(`${kind} ${channel}`) ?? null) : null;
      },
      stop: () => void stops++,
    },
    input: noInput,
    clock,
    random: seededRandom(1),
    onEvent: (event) => {
      if (event.type === 'said' && event.text !== '') said.push(event.text);
      if (event.type === 'error') throw new Error(event.message);
    },
  });
  return {
    runtime,
    actions,
    asked,
    said,
    values,
    plug: (on: boolean) => void (connected = on),
    stops: () => stops,
    frames(count: number): void {
      for (let i = 0; i < count; i++) {
        runtime.step();
        clock.advance(1000 / 30);
      }
    },
  };
}
