// npm run -s demo:accounts: the demo accounts of this data folder as JSON, made at the first start.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

const file = join(resolve(process.env.PAPERKITE_DATA ?? '.data'), 'demo-accounts.json');
try {
  process.stdout.write(`${JSON.stringify(JSON.parse(readFileSync(file, 'utf8')), null, 2)}\n`);
} catch {
  process.stderr.write('There are no demo accounts here: start Paperkite once with npm start.\n');
  process.exit(1);
}
