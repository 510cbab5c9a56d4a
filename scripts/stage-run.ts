/**
 * npm run -s stage:run -- FILE... [--max-ms 5000] [--turbo]
 *
 * Runs projects without a picture. Prints one JSON line for each said text, `{file,target,text}`, then
 * `{file,done,cpuMs,frames,error}` for each file. `--max-ms` is project time: pauses are skipped.
 */
import { parseArgs } from 'node:util';
import { readProjectFile, runHeadless } from './stage/run-project.ts';

const { values, positionals } = parseArgs({
  options: { 'max-ms': { type: 'string', default: '5000' }, turbo: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const maxMs = Number(values['max-ms']);
if (positionals.length === 0 || !(maxMs > 0)) {
  console.error('usage: npm run -s stage:run -- FILE... [--max-ms 5000] [--turbo]');
  process.exit(2);
}

const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

for (const file of positionals) {
  try {
    const run = await runHeadless(await readProjectFile(file), {
      maxMs,
      turbo: values.turbo,
      onEvent: (event) => {
        if (event.type === 'said' && event.text !== '') print({ file, target: event.name, text: event.text });
      },
    });
    print({ file, done: run.done, cpuMs: Math.round(run.cpuMs * 10) / 10, frames: run.frames, error: run.error });
  } catch (error) {
    print({ file, done: false, cpuMs: 0, frames: 0, error: error instanceof Error ? error.message : String(error) });
  }
}
