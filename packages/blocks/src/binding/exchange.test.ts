// @vitest-environment jsdom
import fc from 'fast-check';
import * as Blockly from 'blockly/core';
import { describe, expect, test } from 'vitest';
import type { BlockStore } from '@paperkite/project';
import { EMPTY_CONTEXT } from '../context.ts';
import { FREE_OPCODES, Tape, counter, randomEdits, randomForest } from '../../test/random-forest.ts';
import { headlessWorkspace } from '../../test/headless.ts';
import { memoryBlockStore } from '../../test/memory-block-store.ts';
import { runs } from '../../test/runs.ts';
import { comparable, workspaceSays } from '../../test/workspace-says.ts';
import { ColourField } from '../fields/colour-field.ts';
import { defaultInputs } from '../workspace/toolbox.ts';
import { specOf } from '../vocabulary/vocabulary.ts';
import type { Binding } from './binding.ts';
import { bindWorkspace } from './bind-workspace.ts';

const numbers = fc.array(fc.nat(1000), { maxLength: 60, size: 'max' });

/** Milliseconds that the deep run may take. */
const DEEP = 900_000;

/** The workspace and the store hold the same blocks under the names that the binding gives them. */
function expectSame(workspace: Blockly.Workspace, binding: Binding, store: BlockStore): void {
  const nameOf = (id: string) => {
    const block = workspace.getBlockById(id);
    return (block && binding.idOf(block)) ?? id;
  };
  expect(comparable(workspaceSays(workspace), nameOf)).toEqual(comparable(store.read()));
}

/** Something a person might do with a mouse. */
function act(workspace: Blockly.Workspace, tape: Tape): void {
  const blocks = workspace
    .getAllBlocks(true)
    .filter(
      (block) =>
        !block.isShadow() &&
        block.type !== 'procedures_prototype' &&
        block.getParent()?.type !== 'procedures_prototype',
    );
  const block = tape.pick(blocks);
  const kind = tape.below(8);
  if (!block || kind < 3) {
    const opcode = tape.pick(FREE_OPCODES)!;
    const inputs = defaultInputs(specOf(opcode)!);
    Blockly.serialization.blocks.append({ type: opcode, inputs, x: tape.below(900), y: tape.below(900) }, workspace);
  } else if (kind < 5) {
    block.unplug(tape.below(2) === 0);
    plug(block, workspace, tape);
  } else if (kind < 6) {
    block.dispose(tape.below(2) === 0);
  } else if (kind < 7) {
    block.unplug(false);
    block.moveBy(tape.below(50), tape.below(50));
  } else {
    const field = tape.pick(
      workspace
        .getAllBlocks(true)
        .flatMap((each) => [...each.getFields()])
        .filter((each) => each.EDITABLE),
    );
    field?.setValue(field instanceof ColourField ? '#00ff00' : `typed ${tape.below(5)}`);
  }
}

function plug(block: Blockly.Block, workspace: Blockly.Workspace, tape: Tape): void {
  const mine = block.outputConnection ?? block.previousConnection;
  if (!mine) return;
  const below = new Set(block.getDescendants(false));
  const sockets = workspace
    .getAllBlocks(true)
    .filter((other) => !below.has(other) && !other.isShadow() && other.type !== 'procedures_prototype')
    .flatMap((other) => other.getConnections_(true))
    .filter((other) => other.isSuperior() && workspace.connectionChecker.canConnect(mine, other, false));
  const socket = tape.pick(sockets);
  if (socket) mine.connect(socket);
}

describe('a binding', () => {
  test(
    'shows every change that others make',
    () => {
      fc.assert(
        fc.property(numbers, numbers, (start, changes) => {
          const store = memoryBlockStore(randomForest(start));
          const workspace = headlessWorkspace();
          const binding = bindWorkspace(workspace, store, EMPTY_CONTEXT);
          const tape = new Tape(changes);
          const newId = counter('n');
          while (!tape.done) {
            store.elsewhere(randomEdits(store.read(), tape, newId));
            expectSame(workspace, binding, store);
          }
          binding.flush();
          expect(store.applied).toEqual([]);
          workspace.dispose();
        }),
        { numRuns: runs(1000, 40) },
      );
    },
    DEEP,
  );

  test(
    'writes everything that a person does',
    () => {
      fc.assert(
        fc.property(numbers, numbers, (start, actions) => {
          const store = memoryBlockStore(randomForest(start));
          const workspace = headlessWorkspace();
          const binding = bindWorkspace(workspace, store, EMPTY_CONTEXT);
          const tape = new Tape(actions);
          while (!tape.done) {
            act(workspace, tape);
            binding.flush();
            expectSame(workspace, binding, store);
          }
          workspace.dispose();
        }),
        { numRuns: runs(1000, 40) },
      );
    },
    DEEP,
  );

  test(
    'lets two workspaces on two stores follow each other',
    () => {
      fc.assert(
        fc.property(numbers, numbers, (start, actions) => {
          const forest = randomForest(start);
          const stores = [memoryBlockStore(forest), memoryBlockStore(forest)] as const;
          const sides = stores.map((store) => {
            const workspace = headlessWorkspace();
            return { store, workspace, binding: bindWorkspace(workspace, store, EMPTY_CONTEXT), sent: 0 };
          });
          const tape = new Tape(actions);
          while (!tape.done) {
            const [mine, other] = tape.below(2) === 0 ? [sides[0]!, sides[1]!] : [sides[1]!, sides[0]!];
            act(mine.workspace, tape);
            mine.binding.flush();
            for (const edits of mine.store.applied.slice(mine.sent)) other.store.elsewhere(edits);
            mine.sent = mine.store.applied.length;
            other.binding.flush();
            expect(other.store.applied.length).toBe(other.sent);
            expect(comparable(other.store.read())).toEqual(comparable(mine.store.read()));
            for (const { workspace, binding, store } of sides) expectSame(workspace, binding, store);
          }
          for (const { workspace } of sides) workspace.dispose();
        }),
        { numRuns: runs(500, 25) },
      );
    },
    DEEP,
  );
});
