import { cast, constant, inline, runtimeCall } from '../../ir/build.ts';
import { BOOLEAN, INT } from '../../ir/types.ts';
import { command, number, reporter, text, value, type Extension, type LowerCommand } from '../contract.ts';

const not = inline(
  'operator.not',
  () => BOOLEAN,
  ([a]) => `!${a}`,
);
const stopAll = runtimeCall('control.stopAll', BOOLEAN);
const deleteClone = runtimeCall('control.deleteClone', BOOLEAN);

const stop: LowerCommand = (c, block) => {
  switch (c.field(block, 'STOP_OPTION')) {
    case 'all':
      return { kind: 'end-script-if', operation: stopAll, args: [], block: block.id };
    case 'this script':
      return { kind: 'return', value: constant(''), block: block.id };
    case 'other scripts in sprite':
    case 'other scripts in stage':
      return { kind: 'operation', operation: stopOthers, args: [], block: block.id };
    default:
      return [];
  }
};
const stopOthers = runtimeCall('control.stopOtherScripts');

/** Control: loops, conditions, waiting, stopping and clones. */
export const control: Extension = {
  id: 'control',
  commands: {
    control_wait: command('control.wait', [number('DURATION')], { yields: true }),
    control_repeat: (c, block) => ({
      kind: 'repeat',
      times: number('TIMES')(c, block),
      body: c.substack(block, 'SUBSTACK'),
      block: block.id,
    }),
    control_forever: (c, block) => ({ kind: 'forever', body: c.substack(block, 'SUBSTACK'), block: block.id }),
    control_if: (c, block) => ({
      kind: 'if',
      condition: cast('boolean', c.input(block, 'CONDITION')),
      then: c.substack(block, 'SUBSTACK'),
      else: [],
      block: block.id,
    }),
    control_if_else: (c, block) => ({
      kind: 'if',
      condition: cast('boolean', c.input(block, 'CONDITION')),
      then: c.substack(block, 'SUBSTACK'),
      else: c.substack(block, 'SUBSTACK2'),
      block: block.id,
    }),
    control_wait_until: (c, block) => ({
      kind: 'wait-until',
      condition: cast('boolean', c.input(block, 'CONDITION')),
      block: block.id,
    }),
    control_repeat_until: (c, block) => ({
      kind: 'while',
      condition: {
        kind: 'operation',
        operation: not,
        args: [cast('boolean', c.input(block, 'CONDITION'))],
        block: block.id,
      },
      body: c.substack(block, 'SUBSTACK'),
      block: block.id,
    }),
    control_while: (c, block) => ({
      kind: 'while',
      condition: cast('boolean', c.input(block, 'CONDITION')),
      body: c.substack(block, 'SUBSTACK'),
      block: block.id,
    }),
    control_for_each: (c, block) => ({
      kind: 'for-each',
      variable: c.variable(block, 'VARIABLE'),
      limit: value('VALUE')(c, block),
      body: c.substack(block, 'SUBSTACK'),
      block: block.id,
    }),
    control_all_at_once: (c, block) => c.substack(block, 'SUBSTACK'),
    control_stop: stop,
    control_create_clone_of: command('control.createClone', [text('CLONE_OPTION')], { readsVariables: true }),
    control_delete_this_clone: (_c, block) => ({
      kind: 'end-script-if',
      operation: deleteClone,
      args: [],
      block: block.id,
    }),
    control_incr_counter: command('control.incrementCounter'),
    control_clear_counter: command('control.clearCounter'),
  },
  reporters: { control_get_counter: reporter('control.counter', INT) },
  hats: { control_start_as_clone: { restarts: false } },
};
