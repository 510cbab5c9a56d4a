import { m } from '@paperkite/i18n';
import type { BlockSpec, Category } from '../../spec.ts';
import {
  GAP,
  choice,
  colour,
  fixedMenu,
  liveMenu,
  menuShadow,
  names,
  predicate,
  reporter,
  stack,
  string,
} from '../../spec.ts';
import { keys } from '../event/keys.ts';
import { propertiesOf } from './properties-of.ts';

const blocks: BlockSpec[] = [
  predicate(
    'sensing_touchingobject',
    m.blocks_sensing_touchingobject,
    choice('TOUCHINGOBJECTMENU', 'sensing_touchingobjectmenu', 'TOUCHINGOBJECTMENU', '_mouse_'),
  ),
  predicate('sensing_touchingcolor', m.blocks_sensing_touchingcolor, colour('COLOR', '#e0563b')),
  predicate(
    'sensing_coloristouchingcolor',
    m.blocks_sensing_coloristouchingcolor,
    colour('COLOR', '#2457d6'),
    colour('COLOR2', '#e0563b'),
  ),
  reporter(
    'sensing_distanceto',
    m.blocks_sensing_distanceto,
    choice('DISTANCETOMENU', 'sensing_distancetomenu', 'DISTANCETOMENU', '_mouse_'),
  ),
  stack('sensing_askandwait', m.blocks_sensing_askandwait, string('QUESTION', m.blocks_default_question)),
  reporter('sensing_answer', m.blocks_sensing_answer),
  predicate(
    'sensing_keypressed',
    m.blocks_sensing_keypressed,
    choice('KEY_OPTION', 'sensing_keyoptions', 'KEY_OPTION', 'space'),
  ),
  predicate('sensing_mousedown', m.blocks_sensing_mousedown),
  reporter('sensing_mousex', m.blocks_sensing_mousex),
  reporter('sensing_mousey', m.blocks_sensing_mousey),
  stack(
    'sensing_setdragmode',
    m.blocks_sensing_setdragmode,
    fixedMenu('DRAG_MODE', [m.blocks_option_draggable, 'draggable'], [m.blocks_option_not_draggable, 'not draggable']),
  ),
  reporter('sensing_loudness', m.blocks_sensing_loudness),
  predicate('sensing_loud', m.blocks_sensing_loud),
  reporter('sensing_timer', m.blocks_sensing_timer),
  stack('sensing_resettimer', m.blocks_sensing_resettimer),
  reporter(
    'sensing_of',
    m.blocks_sensing_of,
    liveMenu('PROPERTY', (context, menuIn) => propertiesOf(context, menuIn('OBJECT')), 'backdrop #'),
    choice('OBJECT', 'sensing_of_object_menu', 'OBJECT', '_stage_'),
  ),
  reporter(
    'sensing_current',
    m.blocks_sensing_current,
    fixedMenu(
      'CURRENTMENU',
      [m.blocks_option_year, 'YEAR'],
      [m.blocks_option_month, 'MONTH'],
      [m.blocks_option_date, 'DATE'],
      [m.blocks_option_dayofweek, 'DAYOFWEEK'],
      [m.blocks_option_hour, 'HOUR'],
      [m.blocks_option_minute, 'MINUTE'],
      [m.blocks_option_second, 'SECOND'],
    ),
  ),
  reporter('sensing_dayssince2000', m.blocks_sensing_dayssince2000),
  reporter('sensing_username', m.blocks_sensing_username),
  predicate('sensing_online', m.blocks_sensing_online),
  reporter('sensing_userid', m.blocks_sensing_userid),
  menuShadow(
    'sensing_touchingobjectmenu',
    liveMenu('TOUCHINGOBJECTMENU', (context) => [
      [m.blocks_option_mouse_pointer, '_mouse_'],
      [m.blocks_option_edge, '_edge_'],
      ...names(context.sprites()),
    ]),
  ),
  menuShadow(
    'sensing_distancetomenu',
    liveMenu('DISTANCETOMENU', (context) => [[m.blocks_option_mouse_pointer, '_mouse_'], ...names(context.sprites())]),
  ),
  menuShadow(
    'sensing_keyoptions',
    liveMenu('KEY_OPTION', () => keys, 'space'),
  ),
  menuShadow(
    'sensing_of_object_menu',
    liveMenu('OBJECT', (context) => [[m.blocks_option_stage, '_stage_'], ...names(context.sprites())]),
  ),
];

/** What a script can find out about the stage, the person and the time. */
export const sensing: Category = {
  id: 'sensing',
  name: m.blocks_category_sensing,
  blocks,
  toolbox: (kind) => [
    ...(kind === 'sprite'
      ? ['sensing_touchingobject', 'sensing_touchingcolor', 'sensing_coloristouchingcolor', 'sensing_distanceto', GAP]
      : []),
    'sensing_askandwait',
    'sensing_answer',
    GAP,
    'sensing_keypressed',
    'sensing_mousedown',
    'sensing_mousex',
    'sensing_mousey',
    GAP,
    ...(kind === 'sprite' ? ['sensing_setdragmode', GAP] : []),
    'sensing_loudness',
    GAP,
    'sensing_timer',
    'sensing_resettimer',
    GAP,
    'sensing_of',
    GAP,
    'sensing_current',
    'sensing_dayssince2000',
    GAP,
    'sensing_online',
    'sensing_username',
  ],
};
