import { readFile } from 'node:fs/promises';

const read = (name) => readFile(new URL(`./src/${name}`, import.meta.url), 'utf8');

/** The bridge’s program as one text: its parts in the order of pxt.json. */
export async function bridgeProgram() {
  const { files } = JSON.parse(await read('pxt.json'));
  return (await Promise.all(files.map(read))).join('\n');
}
