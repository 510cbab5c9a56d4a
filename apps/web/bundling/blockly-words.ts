import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const require = createRequire(new URL('../../../packages/blocks/package.json', import.meta.url));

/** The words of one language, as Blockly's package brings them. */
const FILE = /[\\/]blockly[\\/]msg[\\/][\w-]+\.mjs$/;

/** Words of the blocks that Blockly brings: ours have their own. */
const OF_BLOCKS =
  /^(COLOUR|CONTROLS|FIELD_BITMAP|INPUT_LABEL|LISTS|LOGIC|LOOPS|MATH|PROCEDURES|TEXT|TEXTS|VARIABLES|VARIABLES_DYNAMIC)_/;

/** Leaves out of Blockly's words those that only blocks use which the editor does not have: two thirds of them. */
export function blocklyWords(): Plugin {
  let core: string | undefined;
  const isNamed = (word: string): boolean => {
    core ??= readFileSync(join(dirname(require.resolve('blockly/core')), 'blockly_compressed.js'), 'utf8');
    return core.includes(word);
  };
  return {
    name: 'paperkite:blockly-words',
    load(id) {
      if (!FILE.test(id)) return null;
      const all = require(id.replace(/\.mjs$/, '.js')) as Record<string, string>;
      const kept = Object.entries(all).filter(([word]) => !OF_BLOCKS.test(word) || isNamed(word));
      return `export default ${JSON.stringify(Object.fromEntries(kept))};`;
    },
  };
}
