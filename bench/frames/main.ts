// npm run -s bench:frames -- [--frames 150] [--painter webgl2|canvas2d] [--only NAME] [--json]
// What a frame costs in Chromium, on both painters, without a graphics card. The last line is JSON.
import { parseArgs } from 'node:util';
import { FrameBench, type FrameRow } from './measure.ts';
import { frameProjects } from './projects.ts';

const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '150' },
    painter: { type: 'string' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const frames = Number(values.frames);
if (!Number.isInteger(frames) || frames < 1) throw new Error('--frames is a whole number from 1');
const painters = (['webgl2', 'canvas2d'] as const).filter((painter) => (values.painter ?? painter) === painter);
const projects = frameProjects().filter(({ name }) => (values.only ?? name) === name);

const rows: FrameRow[] = [];
for (const painter of painters) {
  const bench = await FrameBench.open(painter);
  try {
    for (const project of projects) {
      const row = await bench.run(project, frames);
      rows.push(row);
      const { what, p50, p95, cpu, perSecond, shownPerSecond } = row;
      console.log(`${painter.padEnd(9)} ${what}: step ${p50} ms (95 %: ${p95}), CPU ${cpu.stage} + ${cpu.graphics} ms, ${perSecond} steps and ${shownPerSecond ?? '?'} pictures a second`); // prettier-ignore
    }
  } finally {
    await bench.close();
  }
}
console.log(JSON.stringify({ rows }));
