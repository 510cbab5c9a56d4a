import { compileProject } from '@paperkite/compiler';
import { systemRandom } from '@paperkite/kernel';
import { createRuntime, evaluateProgram, noInput, pacedClock, silentAudio, type Runtime } from '@paperkite/stage';
import { readProjectFile } from '../../scripts/stage/run-project.ts';
import { MAX_CLONES, type Job, type Run } from './job.ts';

/** The first run compiles; the later ones press the flag again. */
export async function prepare(job: Job): Promise<Run> {
  const project = await readProjectFile(job.project);
  const stage = project.targets[0]!.id;
  const clock = pacedClock({ now: () => performance.timeOrigin + performance.now() }, 1000 / 30);
  let runtime: Runtime | null = null;
  let failure: string | null = null;

  const start = (): Runtime => {
    const program = compileProject(project);
    return createRuntime({
      program,
      code: evaluateProgram(program.code),
      renderer: null,
      audio: silentAudio,
      input: noInput,
      clock,
      random: systemRandom,
      onEvent: (event) => {
        if (event.type === 'error') failure ??= event.message;
      },
    });
  };

  return (ready) => {
    runtime ??= start();
    runtime.greenFlag();
    for (let frame = 0; job.frames === 0 ? runtime.running : frame < MAX_CLONES + job.frames; frame++) {
      if (job.frames > 0 && frame === MAX_CLONES) ready();
      runtime.step();
      clock.nextFrame();
    }
    if (failure !== null) throw new Error(failure);
    return Number(runtime.variable(stage, 'out'));
  };
}
