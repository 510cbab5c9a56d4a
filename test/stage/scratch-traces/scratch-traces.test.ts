import { readFileSync } from 'node:fs';
import { compileProject } from '@paperkite/compiler';
import { seededRandom, type Clock } from '@paperkite/kernel';
import { importSb3 } from '@paperkite/project';
import { createRuntime, evaluateProgram, noInput, silentAudio } from '@paperkite/stage';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { randomProject } from './random-project.ts';

/** Seed -> what was said, frame by frame ("#" ends a frame), recorded from Scratch's own machine. See README.md. */
const traces: Record<string, string[]> = JSON.parse(readFileSync(new URL('traces.json', import.meta.url), 'utf8'));

const COSTUME = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>';
const FRAMES = 80;

/** Time moves a little at each look, as in a real frame, and by a thirtieth of a second from frame to frame. */
function steppedClock(): Clock & { nextFrame(): void } {
  let frame = 1e6;
  let looks = 0;
  return {
    now: () => frame + Math.min(32, ++looks * 0.04),
    nextFrame: () => {
      frame += 1000 / 30;
      looks = 0;
    },
  };
}

async function trace(seed: number): Promise<string[]> {
  const file = zipSync({
    'project.json': strToU8(JSON.stringify(randomProject(seed))),
    '927d672925e7b99f7813735c484c6922.svg': strToU8(COSTUME),
  });
  const read = await importSb3(file);
  if (!read.ok) throw read.error;
  const compiled = compileProject(read.value.project);
  const clock = steppedClock();
  const said: string[] = [];
  const runtime = createRuntime({
    program: compiled,
    code: evaluateProgram(compiled.code),
    renderer: null,
    audio: silentAudio,
    input: noInput,
    clock,
    random: seededRandom(seed),
    onEvent: (event) => {
      if (event.type === 'error') throw new Error(event.message);
      if (event.type === 'said' && event.text !== '')
        said.push(`${event.name}${event.clone ? '*' : ''}: ${event.text}`);
    },
  });
  runtime.greenFlag();
  for (let frame = 0; frame < FRAMES; frame++) {
    runtime.step();
    said.push('#');
    clock.nextFrame();
  }
  while (said.at(-1) === '#') said.pop();
  return said;
}

describe('random projects', () => {
  it(`say the same in the same frames as in Scratch (${Object.keys(traces).length} projects)`, async () => {
    expect(Object.keys(traces).length).toBeGreaterThan(100);
    for (const [seed, recorded] of Object.entries(traces))
      expect(await trace(Number(seed)), `seed ${seed}`).toEqual(recorded);
    // Seconds of work, however slow the machine.
  }, 300_000);
});
