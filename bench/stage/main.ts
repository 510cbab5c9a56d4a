// npm run -s stage:bench -- [--json]: computing projects on our stage, in hand-written JavaScript and on scratch-vm. CPU
// milliseconds. The last line is one JSON object. See README.md.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Subject } from './job.ts';
import { measureSubject, type Row } from './measure.ts';
import { writeProjects } from './more/write-projects.ts';
import { readOptions } from './options.ts';
import { scratchVmFolder } from './scratch-vm-folder.ts';

/** Frames of projects that never end. */
const FRAMES = 300;
/** Given projects that never end: they move clones. */
const ENDLESS = new Set(['clones']);

const options = readOptions(process.argv.slice(2));
const say = (text: string): void => void (options.json || console.log(text));

function givenSubjects(): Subject[] {
  const projects = join(options.fixtures, 'bench-sb3');
  const handWritten = join(options.fixtures, 'bench-js/baseline.mjs');
  if (!existsSync(projects) || !existsSync(handWritten)) {
    console.error(`no bench-sb3 and bench-js/baseline.mjs in ${options.fixtures}: only our own projects are measured`);
    return [];
  }
  return readdirSync(projects)
    .filter((file) => file.endsWith('.sb3'))
    .map((file) => file.slice(0, -'.sb3'.length))
    .map((name) => ({
      name,
      project: join(projects, `${name}.sb3`),
      handWritten,
      frames: ENDLESS.has(name) ? FRAMES : 0,
    }));
}

const wanted = ({ name }: Subject): boolean => options.only.length === 0 || options.only.includes(name);

const scratchVm = options.scratchVm ? scratchVmFolder(options.scratchVmFolder) : null;
const scratchText = (ms: number | null): string => {
  if (ms !== null) return ms.toFixed(0);
  return options.scratchVm ? 'not installed' : '-';
};

function measureAll(subjects: readonly Subject[]): Row[] {
  return subjects.filter(wanted).map((subject) => {
    const row = measureSubject(subject, options.processes, scratchVm);
    const ratio = (ours: number, theirs: number): string => (ours / theirs).toFixed(2);
    const cells = [
      row.oursWarm.toFixed(1),
      row.handWritten.toFixed(1),
      ratio(row.oursWarm, row.handWritten),
      row.oursCold.toFixed(1),
      row.handWrittenCold.toFixed(1),
      ratio(row.oursCold, row.handWrittenCold),
      scratchText(row.scratchVm),
    ];
    say(
      `${row.name.padEnd(12)}${cells.map((cell) => cell.padStart(11)).join('')}${row.equal ? '' : '  DIFFERENT RESULTS'}`,
    );
    return row;
  });
}

/** Geometric mean and worst of the ratios to hand-written code, over the projects that end. */
function summary(rows: readonly Row[]): { geomeanWarm: number; worstWarm: number; geomeanCold: number } {
  const computing = rows.filter(({ name }) => !ENDLESS.has(name));
  const warm = computing.map(({ oursWarm, handWritten }) => oursWarm / handWritten);
  const cold = computing.map(({ oursCold, handWrittenCold }) => oursCold / handWrittenCold);
  const mean = (ratios: readonly number[]): number =>
    Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  const rounded = (ratio: number): number => Math.round(ratio * 1000) / 1000;
  return {
    geomeanWarm: rounded(mean(warm)),
    worstWarm: rounded(Math.max(...warm)),
    geomeanCold: rounded(mean(cold)),
  };
}

const heads = ['ours warm', 'hand', 'ratio', 'ours cold', 'hand', 'ratio', 'scratch-vm'];
say(`CPU ms      ${heads.map((head) => head.padStart(11)).join('')}`);
const rows = measureAll(givenSubjects());
const more = options.more ? measureAll(writeProjects()) : [];
const means = summary(rows);
const moreMeans = summary(more);
if (rows.length > 0) {
  say(`given: warm ${means.geomeanWarm} x (worst ${means.worstWarm} x), cold ${means.geomeanCold} x hand-written code`);
}
if (more.length > 0) {
  say(`our own: warm ${moreMeans.geomeanWarm} x (worst ${moreMeans.worstWarm} x), cold ${moreMeans.geomeanCold} x`);
}
console.log(JSON.stringify({ ...means, rows, more: { ...moreMeans, rows: more } }));
process.exit([...rows, ...more].every(({ equal }) => equal) ? 0 : 1);
