// node scripts/notices.mjs [--check]: writes THIRD_PARTY_NOTICES, the licences of everything that ships, from the lockfile
// and the installed packages. --check fails when the file is out of date or a licence is not a permissive one.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ROOT, fail } from './lib/toolchain.mjs';

const PERMISSIVE =
  /^(MIT|MIT-0|ISC|BSD-2-Clause|BSD-3-Clause|0BSD|Apache-2\.0|MPL-2\.0|CC0-1\.0|Unlicense|BlueOak-1\.0\.0|PostgreSQL)$/;
const OUTPUT = join(ROOT, 'THIRD_PARTY_NOTICES');

/** Written by hand: what ships inside a package although its manifest does not say so. */
const HAND_WRITTEN = ['packages/makecode/runtime-notices.txt'];

/** `(MIT OR GPL-3.0)` may be taken as MIT; `MIT AND Zlib` is both. */
const isPermissive = (licence) =>
  licence
    .replace(/[()]/g, '')
    .split(/ OR /i)
    .some((choice) => choice.split(/ AND /i).every((part) => PERMISSIVE.test(part.trim())));

function licenceText(folder) {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.|$|-)/i.test(name));
  return file ? readFileSync(join(folder, file), 'utf8').trim() : '(no licence file in the package)';
}

/** For packages whose manifest forgets to say: what the licence file calls itself. */
function readLicenceName(folder) {
  return existsSync(folder) && /^MIT License/.test(licenceText(folder)) ? 'MIT' : 'unknown';
}

const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
const shipped = new Map();
for (const [path, entry] of Object.entries(lock.packages)) {
  if (!path.includes('node_modules/') || entry.dev || entry.link) continue;
  // An override may put another package in the place of the one that is asked for; `name` is then what really is there.
  const name = entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  shipped.set(`${name}@${entry.version}`, { name, entry, folder: join(ROOT, path) });
}

const strange = [];
const sections = [];
for (const [id, { entry, folder }] of [...shipped].sort(([a], [b]) => a.localeCompare(b, 'en'))) {
  // web-serial-polyfill says "Apache"; the text it ships is Apache 2.0. nrf-intel-hex says "BSD"; its text has three clauses.
  const licence = (entry.license ?? readLicenceName(folder))
    .replace(/^Apache( 2\.0)?$/, 'Apache-2.0')
    .replace(/^BSD$/, 'BSD-3-Clause');
  if (!isPermissive(licence)) strange.push(`${id}: ${licence}`);
  // Binaries for other platforms are not installed here; they carry the licence of their family.
  const text = existsSync(folder) ? licenceText(folder) : '(for another platform)';
  if (existsSync(folder) || !entry.optional) sections.push(`${id}\n${licence}\n\n${text}\n`);
}
for (const file of HAND_WRITTEN) sections.push(readFileSync(join(ROOT, file), 'utf8'));
if (strange.length > 0) fail(`Licences that we do not ship:\n${strange.join('\n')}`);

const notices = `Third-party software that ships with Paperkite, with its licences. Written by scripts/notices.mjs.\n\n${'='.repeat(80)}\n${sections.join(`\n${'='.repeat(80)}\n`)}`;
if (process.argv.includes('--check')) {
  if (!existsSync(OUTPUT) || readFileSync(OUTPUT, 'utf8') !== notices)
    fail('THIRD_PARTY_NOTICES is out of date: node scripts/notices.mjs');
} else writeFileSync(OUTPUT, notices);
