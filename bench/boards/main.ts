// npm run -s bench:boards -- [--runs 5] [--json]
// From the click to the running program, on a simulated Uno with Debian's Optiboot, in board time: blocks as bytecode
// by our flasher, next to the C++ of the same blocks by avr-gcc and avrdude. The last line is JSON.
import { parseArgs } from 'node:util';
import { emitArduinoCpp, emitUnoImage, lowerBoard } from '@paperkite/compiler/board';
import { hasArduinoCore, sketchCompiler } from '../../test/boards/support/avr-gcc.ts';
import { kilobyteProgram } from './kilobyte-program.ts';
import { timeAvrdude, timeOurs } from './time-upload.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' }, json: { type: 'boolean' } } });
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs is a whole number from 1');

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? NaN;
const rounded = (ms: number): number => Math.round(ms);

const first = lowerBoard(kilobyteProgram(0));
const changed = lowerBoard(kilobyteProgram(1));
const image = emitUnoImage(first).image;
const changedImage = emitUnoImage(changed).image;
if (image === null || changedImage === null) throw new Error('the program does not compile');

const ours = await timeOurs(image, changedImage, runs);
console.log(`bytecode, ${image.length} bytes: ${rounded(median(ours.fresh))} ms (a change of one number: ${rounded(median(ours.changed))} ms, the same again: ${rounded(median(ours.same))} ms)`); // prettier-ignore

const result: Record<string, unknown> = { imageBytes: image.length, ours };
if (hasArduinoCore()) {
  const compiler = sketchCompiler();
  const hex = compiler.compile(emitArduinoCpp(first).text);
  compiler.close();
  const avrdude = await timeAvrdude(hex, runs);
  const ratio = median(avrdude.milliseconds) / median(ours.fresh);
  console.log(`C++ by avrdude, ${avrdude.bytes} bytes: ${rounded(median(avrdude.milliseconds))} ms, ${ratio.toFixed(1)} times as long`); // prettier-ignore
  Object.assign(result, { avrdude, ratio });
} else {
  console.log('avr-gcc, arduino-core-avr or avrdude is not installed: no comparison');
}
console.log(JSON.stringify(result));
