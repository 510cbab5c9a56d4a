/** Writes `library.json`, the index of the starter library, from the catalogue and the files: `node scripts/library/index.ts`. */
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { buildIndex, folder } from './library-index.ts';

const index = buildIndex();
const text = await format(JSON.stringify(index), { parser: 'json', printWidth: 120 });
writeFileSync(new URL('library.json', folder), text);
console.log(`${index.sprites.length} sprites, ${index.backdrops.length} backdrops, ${index.sounds.length} sounds`);
