/** Writes every sound of the starter library: `node scripts/library/synthesise.ts`, then `node scripts/library/index.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { recipes } from './sounds.ts';
import { encodeWav } from './wav.ts';
import { finish, RATE } from './wave.ts';

const folder = new URL('../../apps/web/static/library/sounds/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [id, recipe] of Object.entries(recipes))
  writeFileSync(new URL(`${id}.wav`, folder), encodeWav(finish(recipe()), RATE));
console.log(`${Object.keys(recipes).length} sounds written`);
