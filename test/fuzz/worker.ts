import { writeSync } from 'node:fs';
import net from 'node:net';
import { examine } from './examine.ts';
import { makeCase } from './make-case.ts';
import { seedFiles } from './seeds.ts';

/**
 * node worker.ts SEED FROM TO STEP: examines the cases FROM, FROM + STEP, ... below TO. One JSON line for each begun case
 * (so that a crash names it) and one for each finished. Ends with a line `{requests}`.
 */
const [seed = 0, from = 0, to = 0, step = 1] = process.argv.slice(2).map(Number);
const print = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`);

let requests = 0;
const refuse = (): never => {
  requests++;
  throw new Error('a request');
};
net.Socket.prototype.connect = refuse;
globalThis.fetch = refuse;
// What a run prints (a faulty script, say) is not for this report.
console.error = console.warn = console.log = () => undefined;

const seeds = await seedFiles();
for (let index = from; index < to; index += step) {
  const { kind, from: file, bytes } = makeCase(seed, index, seeds);
  print({ begun: index, kind, file, size: bytes.length });
  const { outcome, faults, openMs, allMs } = await examine(bytes, index, kind);
  print({ index, outcome, faults, openMs: Math.round(openMs), allMs: Math.round(allMs) });
}
print({ requests, memory: process.resourceUsage().maxRSS });
process.exit(0);
