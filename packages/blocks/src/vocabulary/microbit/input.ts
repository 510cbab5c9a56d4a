import { m } from '@paperkite/i18n';
import type { BlockSpec } from '../../spec.ts';
import { fixedMenu, hat, predicate, reporter, stack, tipped } from '../../spec.ts';

const button = fixedMenu('BUTTON', ['A', 'A'], ['B', 'B'], ['A+B', 'AB']);
const touchPin = fixedMenu('PIN', ['P0', 'P0'], ['P1', 'P1'], ['P2', 'P2']);
const gesture = fixedMenu(
  'GESTURE',
  [m.boards_option_gesture_shake, 'Shake'],
  [m.boards_option_gesture_logoup, 'LogoUp'],
  [m.boards_option_gesture_logodown, 'LogoDown'],
  [m.boards_option_gesture_screenup, 'ScreenUp'],
  [m.boards_option_gesture_screendown, 'ScreenDown'],
  [m.boards_option_gesture_tiltleft, 'TiltLeft'],
  [m.boards_option_gesture_tiltright, 'TiltRight'],
  [m.boards_option_gesture_freefall, 'FreeFall'],
  [m.boards_option_gesture_3g, 'ThreeG'],
  [m.boards_option_gesture_6g, 'SixG'],
);
const logoAction = fixedMenu(
  'ACTION',
  [m.boards_option_logo_pressed, 'Pressed'],
  [m.boards_option_logo_touched, 'Touched'],
  [m.boards_option_logo_released, 'Released'],
  [m.boards_option_logo_longpressed, 'LongPressed'],
);
const axis = fixedMenu('AXIS', ['x', 'X'], ['y', 'Y'], ['z', 'Z'], [m.boards_option_strength, 'Strength']);

export const inputHats: readonly BlockSpec[] = [
  hat('mb_whenbutton', m.boards_mb_whenbutton, button),
  hat('mb_whengesture', m.boards_mb_whengesture, gesture),
  tipped(m.boards_tip_mb_v2, hat('mb_whenlogo', m.boards_mb_whenlogo, logoAction)),
  tipped(m.boards_tip_mb_whenpin, hat('mb_whenpin', m.boards_mb_whenpin, touchPin)),
  tipped(
    m.boards_tip_mb_v2,
    hat(
      'mb_whensound',
      m.boards_mb_whensound,
      fixedMenu('SOUND', [m.boards_option_sound_loud, 'Loud'], [m.boards_option_sound_quiet, 'Quiet']),
    ),
  ),
];

export const inputReporters: readonly BlockSpec[] = [
  predicate('mb_buttonpressed', m.boards_mb_buttonpressed, button),
  predicate('mb_gesture', m.boards_mb_gesture, gesture),
  tipped(m.boards_tip_mb_v2, predicate('mb_logopressed', m.boards_mb_logopressed)),
  tipped(m.boards_tip_mb_whenpin, predicate('mb_pinpressed', m.boards_mb_pinpressed, touchPin)),
  tipped(m.boards_tip_mb_acceleration, reporter('mb_acceleration', m.boards_mb_acceleration, axis)),
  tipped(
    m.boards_tip_mb_rotation,
    reporter(
      'mb_rotation',
      m.boards_mb_rotation,
      fixedMenu('AXIS', [m.boards_option_pitch, 'Pitch'], [m.boards_option_roll, 'Roll']),
    ),
  ),
  tipped(m.boards_tip_mb_level, reporter('mb_light', m.boards_mb_light)),
  reporter('mb_temperature', m.boards_mb_temperature),
  tipped(m.boards_tip_mb_v2, reporter('mb_soundlevel', m.boards_mb_soundlevel)),
  tipped(m.boards_tip_mb_compass, reporter('mb_compass', m.boards_mb_compass)),
  stack('mb_calibratecompass', m.boards_mb_calibratecompass),
  reporter('mb_magneticforce', m.boards_mb_magneticforce, axis),
  reporter('mb_millis', m.boards_mb_millis),
];
