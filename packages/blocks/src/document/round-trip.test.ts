// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparable, workspaceSays } from '../../test/workspace-says.ts';
import { FREE_OPCODES, Tape, freshBlock, randomForest } from '../../test/random-forest.ts';
import { headlessWorkspace } from '../../test/headless.ts';
import { runs } from '../../test/runs.ts';
import { loadTarget } from '../workspace/load-target.ts';
import { blocksToState } from './blocks-to-state.ts';
import { stateToBlocks, stateToEdits } from './state-to-blocks.ts';

const never = () => {
  throw new Error('every block has an id');
};

describe('blocks and workspaces', () => {
  test.each(FREE_OPCODES)('%s survives the way into a workspace and back', (opcode) => {
    const list = freshBlock('b', opcode, { x: 40, y: 60 }, new Tape([7, 1, 5, 2]));
    const blocks = Object.fromEntries(list.map((block) => [block.id, block]));
    const workspace = headlessWorkspace();
    loadTarget(workspace, blocks);
    expect(comparable(workspaceSays(workspace))).toEqual(comparable(blocks));
  });

  test('any forest survives the way into a workspace and back', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 200, size: 'max' }), (numbers) => {
        const blocks = randomForest(numbers);
        const workspace = headlessWorkspace();
        loadTarget(workspace, blocks);
        expect(comparable(workspaceSays(workspace))).toEqual(comparable(blocks));
        workspace.dispose();
      }),
      { numRuns: runs(1000, 60) },
    );
  });

  test('a state that nobody changed makes no edits', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 200, size: 'max' }), (numbers) => {
        const blocks = randomForest(numbers);
        expect(stateToEdits(blocksToState(blocks), blocks, never)).toEqual([]);
        expect(comparable(stateToBlocks(blocksToState(blocks), never))).toEqual(comparable(blocks));
      }),
      { numRuns: runs(1000, 100) },
    );
  });
});
