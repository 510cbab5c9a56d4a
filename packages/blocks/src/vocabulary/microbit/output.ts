import { m } from '@paperkite/i18n';
import type { Arg, BlockSpec } from '../../spec.ts';
import {
  angle,
  condition,
  fixedMenu,
  hat,
  number,
  positive,
  predicate,
  reporter,
  stack,
  string,
  tipped,
  whole,
} from '../../spec.ts';
import { MELODIES, SOUNDS } from './menus.ts';

export const music: readonly BlockSpec[] = [
  tipped(
    m.boards_tip_tone,
    stack('mb_playtone', m.boards_mb_playtone, positive('FREQUENCY', 262), positive('SECONDS', 0.5)),
  ),
  tipped(m.boards_tip_tone, stack('mb_starttone', m.boards_mb_starttone, positive('FREQUENCY', 262))),
  stack('mb_rest', m.boards_mb_rest, positive('SECONDS', 0.5)),
  stack('mb_playmelody', m.boards_mb_playmelody, fixedMenu('MELODY', ...MELODIES)),
  stack('mb_startmelody', m.boards_mb_startmelody, fixedMenu('MELODY', ...MELODIES)),
  tipped(m.boards_tip_mb_v2, stack('mb_playsound', m.boards_mb_playsound, fixedMenu('SOUND', ...SOUNDS))),
  stack('mb_settempo', m.boards_mb_settempo, positive('BPM', 120)),
  tipped(m.boards_tip_mb_level, stack('mb_setvolume', m.boards_mb_setvolume, whole('VALUE', 128))),
  stack('mb_stopsound', m.boards_mb_stopsound),
];

const upTo16 = Array.from({ length: 17 }, (_, i) => `P${i}`);
const pins = (first: string, from: readonly string[]): Arg => ({
  kind: 'menu',
  name: 'PIN',
  options: () => from.map((pin) => [pin, pin] as const),
  initial: first,
});
const digital = pins('P0', [...upTo16, 'P19', 'P20']);
const output = pins('P0', upTo16);

export const pinBlocks: readonly BlockSpec[] = [
  tipped(
    m.boards_tip_digitalwrite,
    stack(
      'mb_digitalwrite',
      m.boards_mb_digitalwrite,
      digital,
      fixedMenu('LEVEL', [m.boards_option_high, 'HIGH'], [m.boards_option_low, 'LOW']),
    ),
  ),
  tipped(m.boards_tip_digitalset, stack('mb_digitalset', m.boards_mb_digitalset, digital, condition('VALUE'))),
  predicate('mb_digitalread', m.boards_mb_digitalread, digital),
  tipped(
    m.boards_tip_mb_analog,
    reporter('mb_analogread', m.boards_mb_analogread, pins('P0', ['P0', 'P1', 'P2', 'P3', 'P4', 'P10'])),
  ),
  tipped(m.boards_tip_mb_analog, stack('mb_analogwrite', m.boards_mb_analogwrite, output, number('VALUE', 512))),
  tipped(m.boards_tip_mb_servowrite, stack('mb_servowrite', m.boards_mb_servowrite, output, angle('ANGLE', 90))),
  stack(
    'mb_pull',
    m.boards_mb_pull,
    digital,
    fixedMenu(
      'MODE',
      [m.boards_option_pull_up, 'PullUp'],
      [m.boards_option_pull_down, 'PullDown'],
      [m.boards_option_pull_none, 'PullNone'],
    ),
  ),
];

export const radio: readonly BlockSpec[] = [
  tipped(m.boards_tip_mb_radiogroup, stack('mb_radiogroup', m.boards_mb_radiogroup, whole('GROUP', 1))),
  stack('mb_radiosendnumber', m.boards_mb_radiosendnumber, number('VALUE', 0)),
  tipped(
    m.boards_tip_mb_radiosendstring,
    stack('mb_radiosendstring', m.boards_mb_radiosendstring, string('TEXT', m.boards_default_hello)),
  ),
  hat('mb_whenradionumber', m.boards_mb_whenradionumber),
  hat('mb_whenradiostring', m.boards_mb_whenradiostring),
  reporter('mb_receivednumber', m.boards_mb_receivednumber),
  reporter('mb_receivedstring', m.boards_mb_receivedstring),
  reporter('mb_radiosignal', m.boards_mb_radiosignal),
  tipped(m.boards_tip_mb_radiopower, stack('mb_radiopower', m.boards_mb_radiopower, whole('POWER', 6))),
];

export const serial: readonly BlockSpec[] = [
  hat('mb_whenserial', m.boards_mb_whenserial),
  tipped(
    m.boards_tip_serialprint,
    stack('mb_serialwriteln', m.boards_mb_serialwriteln, string('TEXT', m.boards_default_hello)),
  ),
  stack('mb_serialwrite', m.boards_mb_serialwrite, string('TEXT', m.boards_default_hello)),
  tipped(
    m.boards_tip_mb_serialvalue,
    stack('mb_serialvalue', m.boards_mb_serialvalue, { kind: 'text', name: 'NAME', initial: 'x' }, number('VALUE', 0)),
  ),
  reporter('mb_serialline', m.boards_mb_serialline),
  tipped(m.boards_tip_serialnumber, reporter('mb_serialnumber', m.boards_mb_serialnumber)),
];

export const operators: readonly BlockSpec[] = [
  reporter(
    'mb_map',
    m.boards_mb_map,
    number('VALUE', 0),
    number('FROMLOW', 0),
    number('FROMHIGH', 1023),
    number('TOLOW', 0),
    number('TOHIGH', 4),
  ),
  reporter('mb_constrain', m.boards_mb_constrain, number('VALUE', 0), number('LOW', 0), number('HIGH', 4)),
];
