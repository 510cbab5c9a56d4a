import { parseArgs } from 'node:util';
import { fuzz } from './run-workers.ts';

/**
 * npm run -s fuzz:files -- [--cases 100000] [--seed N] [--processes 2]: examines damaged and hostile project files. One JSON line every half
 * minute and at the end. */
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string' },
    processes: { type: 'string', default: '2' },
  },
});
const print = (report: object): void => console.log(JSON.stringify(report));
const report = await fuzz(
  Number(values.seed ?? Date.now() % 1_000_000),
  Number(values.cases),
  Number(values.processes),
  print,
);
print(report);
process.exit(report.faults.length + report.crashes.length + report.slow.length + report.requests > 0 ? 1 : 0);
