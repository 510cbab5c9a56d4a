import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { blocklyMediaFolder } from './server.ts';

test('the folder with Blockly’s pictures is there', () => {
  for (const file of ['sprites.svg', 'handopen.cur', 'handclosed.cur', 'handdelete.cur']) {
    expect(existsSync(path.join(blocklyMediaFolder(), file))).toBe(true);
  }
});
