import { m } from '@paperkite/i18n';
import type { BlockSpec, Category, ToolboxEntry } from '../../spec.ts';
import {
  GAP,
  branch,
  cap,
  choice,
  condition,
  hat,
  liveMenu,
  menuShadow,
  named,
  names,
  positive,
  reporter,
  stack,
  whole,
} from '../../spec.ts';

const blocks: BlockSpec[] = [
  stack('control_wait', m.blocks_control_wait, positive('DURATION', 1)),
  stack('control_repeat', m.blocks_control_repeat, whole('TIMES', 10), branch('SUBSTACK')),
  cap('control_forever', m.blocks_control_forever, branch('SUBSTACK')),
  stack('control_if', m.blocks_control_if, condition('CONDITION'), branch('SUBSTACK')),
  stack('control_if_else', m.blocks_control_if_else, condition('CONDITION'), branch('SUBSTACK'), branch('SUBSTACK2')),
  stack('control_wait_until', m.blocks_control_wait_until, condition('CONDITION')),
  stack('control_repeat_until', m.blocks_control_repeat_until, condition('CONDITION'), branch('SUBSTACK')),
  {
    opcode: 'control_stop',
    shape: 'cap',
    text: m.blocks_control_stop,
    args: [
      liveMenu('STOP_OPTION', (context) => [
        [m.blocks_option_stop_all, 'all'],
        [m.blocks_option_stop_this, 'this script'],
        context.kind() === 'stage'
          ? [m.blocks_option_stop_other_stage, 'other scripts in stage']
          : [
              context.kind() === 'board' ? m.boards_option_stop_other : m.blocks_option_stop_other,
              'other scripts in sprite',
            ],
      ]),
    ],
    behaviour: 'stop',
  },
  hat('control_start_as_clone', m.blocks_control_start_as_clone),
  stack(
    'control_create_clone_of',
    m.blocks_control_create_clone_of,
    choice('CLONE_OPTION', 'control_create_clone_of_menu', 'CLONE_OPTION', '_myself_'),
  ),
  cap('control_delete_this_clone', m.blocks_control_delete_this_clone),
  menuShadow(
    'control_create_clone_of_menu',
    liveMenu('CLONE_OPTION', (context) => [
      ...(context.kind() === 'sprite' ? [[m.blocks_option_myself, '_myself_'] as const] : []),
      ...names(context.sprites()),
    ]),
  ),
  // Below: blocks that Scratch runs but does not offer. They come from files.
  stack('control_while', m.blocks_control_while, condition('CONDITION'), branch('SUBSTACK')),
  stack(
    'control_for_each',
    m.blocks_control_for_each,
    named('VARIABLE', 'variable'),
    whole('VALUE', 10),
    branch('SUBSTACK'),
  ),
  stack('control_all_at_once', m.blocks_control_all_at_once, branch('SUBSTACK')),
  reporter('control_get_counter', m.blocks_control_get_counter),
  stack('control_incr_counter', m.blocks_control_incr_counter),
  stack('control_clear_counter', m.blocks_control_clear_counter),
];

/** What a toolbox offers of cloning: the stage clones others only, boards have no clones. */
const CLONES: Readonly<Record<Parameters<Category['toolbox']>[0], readonly ToolboxEntry[]>> = {
  sprite: [GAP, 'control_start_as_clone', 'control_create_clone_of', 'control_delete_this_clone'],
  stage: [GAP, 'control_create_clone_of'],
  board: [],
};

/** Waiting, repeating, deciding, stopping, cloning. */
export const control: Category = {
  id: 'control',
  name: m.blocks_category_control,
  blocks,
  toolbox: (kind) => [
    'control_wait',
    GAP,
    'control_repeat',
    'control_forever',
    GAP,
    'control_if',
    'control_if_else',
    'control_wait_until',
    'control_repeat_until',
    GAP,
    'control_stop',
    ...CLONES[kind],
  ],
};
