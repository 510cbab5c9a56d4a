/**
 * npm run -s stage:roundtrip -- FILE...
 *
 * Imports each .sb3, .sb2 or .kite file, exports it as .sb3 and imports that again. One line for each file; exits 1 with
 * every difference as a readable path when anything changed, and when a file cannot be opened.
 */
import { readFile } from 'node:fs/promises';
import { roundTrip } from './stage/round-trip.ts';

const MOST_LINES = 50;
const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('usage: npm run -s stage:roundtrip -- FILE...');
  process.exit(2);
}

for (const file of files) {
  try {
    const { summary, notes, differences } = await roundTrip(new Uint8Array(await readFile(file)));
    console.log(`${file}: ${differences.length === 0 ? 'same' : `${differences.length} differences`} (${summary})`);
    for (const note of notes) console.log(`  noted at import: ${note}`);
    for (const line of differences.slice(0, MOST_LINES)) console.log(`  ${line}`);
    if (differences.length > MOST_LINES) console.log(`  and ${differences.length - MOST_LINES} more`);
    if (differences.length > 0) process.exitCode = 1;
  } catch (error) {
    console.log(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
