// npm run -s demo:accounts: the demo accounts of this data folder as JSON, made at the first start.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';

const file = join(resolve(process.env.PAPERKITE_DATA ?? '.data'), 'demo-accounts.json');
try {
  process.stdout.write(`${JSON.stringify(JSON.parse(readFileSync(file, 'utf8')), null, 2)}\n`);
} catch {
  const why =
    process.env.PAPERKITE_DEMO === '0'
      ? 'PAPERKITE_DEMO=0 leaves them out.'
      : process.env.DATABASE_URL && process.env.PAPERKITE_DEMO !== '1'
        ? 'On a database of your own they are made only with PAPERKITE_DEMO=1 at the start.'
        : 'They are made at the first start: npm start.';
  process.stderr.write(`There are no demo accounts in ${dirname(file)}. ${why}\n`);
  process.exit(1);
}
