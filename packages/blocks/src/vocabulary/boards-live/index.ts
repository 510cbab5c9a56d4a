import { m } from '@paperkite/i18n';
import type { Arg, BlockSpec, Category } from '../../spec.ts';
import { GAP, fixedMenu, hat, names, number, predicate, reporter, stack } from '../../spec.ts';

/** D0 and D1 carry the link itself; P0 to P2 are the micro:bit's large pins. */
const DIGITAL_PINS = 'D13 D2 D3 D4 D5 D6 D7 D8 D9 D10 D11 D12 A0 A1 A2 A3 A4 A5 P0 P1 P2'.split(' ');
const PWM_PINS = 'D3 D5 D6 D9 D10 D11 P0 P1 P2'.split(' ');
const SERVO_PINS = ['D9', ...DIGITAL_PINS.filter((pin) => pin !== 'D9')];
const ANALOG_PINS = 'A0 A1 A2 A3 A4 A5 P0 P1 P2'.split(' ');

/** D13 has a light of its own: it is seldom a button, and makes no sound. */
const TONE_PINS = DIGITAL_PINS.filter((pin) => pin !== 'D13');
const BUTTON_PINS = [...TONE_PINS, 'D13'];

const pin = (pins: readonly string[]): Arg => fixedMenu('PIN', ...names(pins));
const level = fixedMenu('LEVEL', [m.boards_live_high, 'HIGH'], [m.boards_live_low, 'LOW']);

const blocks: BlockSpec[] = [
  hat('boardlive_whenpin', m.boards_live_when_pin, pin(BUTTON_PINS), level),
  stack('boardlive_digitalwrite', m.boards_live_digital_write, pin(DIGITAL_PINS), level),
  stack('boardlive_pwmwrite', m.boards_live_pwm_write, pin(PWM_PINS), number('VALUE', 128)),
  stack('boardlive_servowrite', m.boards_live_servo_write, pin(SERVO_PINS), number('ANGLE', 90)),
  stack('boardlive_tone', m.boards_live_tone, pin(TONE_PINS), number('FREQUENCY', 262), number('SECONDS', 0.5)),
  stack('boardlive_starttone', m.boards_live_start_tone, pin(TONE_PINS), number('FREQUENCY', 262)),
  stack('boardlive_notone', m.boards_live_no_tone, pin(TONE_PINS)),
  predicate('boardlive_digitalread', m.boards_live_digital_read, pin(BUTTON_PINS)),
  reporter('boardlive_analogread', m.boards_live_analog_read, pin(ANALOG_PINS)),
  predicate('boardlive_connected', m.boards_live_connected),
];

/** Sprites drive and read the board that is connected. */
export const boardsLive: Category = {
  id: 'boardlive',
  name: m.boards_live_name,
  isExtension: true,
  blocks,
  toolbox: () => [
    'boardlive_whenpin',
    GAP,
    'boardlive_digitalwrite',
    'boardlive_pwmwrite',
    'boardlive_servowrite',
    GAP,
    'boardlive_tone',
    'boardlive_starttone',
    'boardlive_notone',
    GAP,
    'boardlive_digitalread',
    'boardlive_analogread',
    'boardlive_connected',
  ],
};
