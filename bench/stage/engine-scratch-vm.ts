import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { MAX_CLONES, type Job, type Run } from './job.ts';

/** The part of scratch-vm that is used here. */
interface VirtualMachine {
  loadProject(file: Buffer): Promise<void>;
  greenFlag(): void;
  runtime: {
    currentStepTime: number;
    threads: readonly unknown[];
    redrawRequested: boolean;
    _step(): void;
    getTargetForStage(): { variables: Record<string, { name: string; type: string; value: unknown }> };
  };
}

/** Scratch's own virtual machine without a renderer, stepped as fast as it goes. */
export async function prepare(job: Job): Promise<Run> {
  const Machine = createRequire(join(job.scratchVm, 'package.json'))('scratch-vm') as new () => VirtualMachine;
  const vm = new Machine();
  await vm.loadProject(await readFile(job.project));
  const { runtime } = vm;
  runtime.currentStepTime = 1000 / 30;
  if (job.frames > 0) endFramesAfterOneRound(runtime);
  return (ready) => {
    vm.greenFlag();
    for (let frame = 0; job.frames === 0 ? runtime.threads.length > 0 : frame < MAX_CLONES + job.frames; frame++) {
      if (job.frames > 0 && frame === MAX_CLONES) ready();
      runtime._step();
    }
    const variables = Object.values(runtime.getTargetForStage().variables);
    return Number(variables.find(({ name, type }) => name === 'out' && type === '')?.value);
  };
}

/**
 * Only with a renderer moving sprites ask for a redraw, which ends the frame; without, they would go on until the frame's time is
 * used up. The sequencer asks before each round.
 */
function endFramesAfterOneRound(runtime: VirtualMachine['runtime']): void {
  let asked = 0;
  Object.defineProperty(runtime, 'redrawRequested', { get: () => asked++ > 0, set: () => (asked = 0) });
}
