import { m } from '@paperkite/i18n';
import type { Arg, BlockSpec, BoardVocabulary, MenuOption, Shelf } from '../../spec.ts';
import {
  GAP,
  angle,
  colour,
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
} from '../../spec.ts';

const DIGITAL = Array.from({ length: 14 }, (_, i) => `D${i}`);
const ANALOG = ['A0', 'A1', 'A2', 'A3', 'A4', 'A5'];
const PWM = ['D3', 'D5', 'D6', 'D9', 'D10', 'D11'];

const entry = (pin: string): MenuOption => [pin === 'D13' ? m.boards_option_pin_led : pin, pin];
/** A menu of pins; a new block names the first. */
const pins = (name: string, first: string, from: readonly string[]): Arg => ({
  kind: 'menu',
  name,
  options: () => from.map(entry),
  initial: first,
});
const anyPin = (first: string, name = 'PIN'): Arg => pins(name, first, [...DIGITAL, ...ANALOG]);

const level = fixedMenu('LEVEL', [m.boards_option_high, 'HIGH'], [m.boards_option_low, 'LOW']);
const edge = fixedMenu('EDGE', [m.boards_option_rising, 'RISING'], [m.boards_option_falling, 'FALLING']);
const mode = fixedMenu(
  'MODE',
  [m.boards_option_input, 'INPUT'],
  [m.boards_option_pullup, 'INPUT_PULLUP'],
  [m.boards_option_output, 'OUTPUT'],
);

const pinBlocks: BlockSpec[] = [
  hat('arduino_whenpin', m.boards_arduino_whenpin, anyPin('D2'), edge),
  tipped(m.boards_tip_digitalwrite, stack('arduino_digitalwrite', m.boards_arduino_digitalwrite, anyPin('D13'), level)),
  tipped(
    m.boards_tip_digitalset,
    stack('arduino_digitalset', m.boards_arduino_digitalset, anyPin('D13'), condition('VALUE')),
  ),
  predicate('arduino_digitalread', m.boards_arduino_digitalread, anyPin('D2')),
  tipped(
    m.boards_tip_analogread,
    reporter('arduino_analogread', m.boards_arduino_analogread, pins('PIN', 'A0', ANALOG)),
  ),
  tipped(
    m.boards_tip_pwmwrite,
    stack('arduino_pwmwrite', m.boards_arduino_pwmwrite, pins('PIN', 'D9', PWM), number('VALUE', 128)),
  ),
  tipped(m.boards_tip_pinmode, stack('arduino_pinmode', m.boards_arduino_pinmode, anyPin('D2'), mode)),
];

const motorBlocks: BlockSpec[] = [
  tipped(
    m.boards_tip_servowrite,
    stack('arduino_servowrite', m.boards_arduino_servowrite, anyPin('D9'), angle('ANGLE', 90)),
  ),
  tipped(
    m.boards_tip_tone,
    stack('arduino_tone', m.boards_arduino_tone, anyPin('D8'), positive('FREQUENCY', 262), positive('SECONDS', 0.5)),
  ),
  tipped(
    m.boards_tip_tone,
    stack('arduino_startone', m.boards_arduino_startone, anyPin('D8'), positive('FREQUENCY', 262)),
  ),
  stack('arduino_notone', m.boards_arduino_notone, anyPin('D8')),
];

const sensorBlocks: BlockSpec[] = [
  tipped(
    m.boards_tip_ultrasonic,
    reporter('arduino_ultrasonic', m.boards_arduino_ultrasonic, anyPin('D7', 'TRIG'), anyPin('D8', 'ECHO')),
  ),
  reporter('arduino_millis', m.boards_arduino_millis),
];

const displayBlocks: BlockSpec[] = [
  tipped(
    m.boards_tip_stripbegin,
    stack('arduino_stripbegin', m.boards_arduino_stripbegin, anyPin('D6'), {
      kind: 'number',
      name: 'COUNT',
      accepts: 'whole',
      initial: '8',
      range: [1, 60],
    }),
  ),
  stack('arduino_stripset', m.boards_arduino_stripset, number('INDEX', 1), colour('COLOR', '#e0563b')),
  stack('arduino_stripfill', m.boards_arduino_stripfill, colour('COLOR', '#2f6fd0')),
  stack('arduino_stripclear', m.boards_arduino_stripclear),
  tipped(m.boards_tip_stripshow, stack('arduino_stripshow', m.boards_arduino_stripshow)),
  tipped(
    m.boards_tip_rgb,
    reporter('arduino_rgb', m.boards_arduino_rgb, number('R', 255), number('G', 128), number('B', 0)),
  ),
  tipped(
    m.boards_tip_lcdprint,
    stack(
      'arduino_lcdprint',
      m.boards_arduino_lcdprint,
      fixedMenu('ROW', ['1', '1'], ['2', '2']),
      string('TEXT', 'Hello'),
    ),
  ),
  stack('arduino_lcdclear', m.boards_arduino_lcdclear),
];

const serialBlocks: BlockSpec[] = [
  tipped(m.boards_tip_whenserial, hat('arduino_whenserial', m.boards_arduino_whenserial)),
  tipped(
    m.boards_tip_serialprint,
    stack('arduino_serialprintln', m.boards_arduino_serialprintln, string('VALUE', m.boards_default_hello)),
  ),
  stack('arduino_serialprint', m.boards_arduino_serialprint, string('VALUE', m.boards_default_hello)),
  reporter('arduino_serialline', m.boards_arduino_serialline),
  tipped(m.boards_tip_serialnumber, reporter('arduino_serialnumber', m.boards_arduino_serialnumber)),
];

const operatorBlocks: BlockSpec[] = [
  reporter(
    'arduino_map',
    m.boards_arduino_map,
    number('VALUE', 0),
    number('FROMLOW', 0),
    number('FROMHIGH', 1023),
    number('TOLOW', 0),
    number('TOHIGH', 255),
  ),
  reporter('arduino_constrain', m.boards_arduino_constrain, number('VALUE', 0), number('LOW', 0), number('HIGH', 255)),
];

const opcodes = (specs: readonly BlockSpec[]): string[] => specs.map(({ opcode }) => opcode);

/** What only an Uno has. */
export const arduino: BoardVocabulary['blocks'] = [
  { category: 'arduinoPins', specs: pinBlocks },
  { category: 'arduinoMotors', specs: motorBlocks },
  { category: 'arduinoSensors', specs: sensorBlocks },
  { category: 'arduinoDisplay', specs: displayBlocks },
  { category: 'arduinoSerial', specs: serialBlocks },
  { category: 'operator', specs: operatorBlocks },
];

/** The Uno's own shelves, in the order of the toolbox. */
export const arduinoShelves: readonly Shelf[] = [
  { id: 'arduinoPins', name: m.boards_category_pins, entries: opcodes(pinBlocks) },
  { id: 'arduinoMotors', name: m.boards_category_motors, entries: opcodes(motorBlocks) },
  {
    id: 'arduinoSensors',
    name: m.boards_category_sensors,
    entries: [...opcodes(sensorBlocks), GAP, 'sensing_timer', 'sensing_resettimer'],
  },
  {
    id: 'arduinoDisplay',
    name: m.boards_category_display,
    entries: [...opcodes(displayBlocks.slice(0, 6)), GAP, ...opcodes(displayBlocks.slice(6))],
  },
  { id: 'arduinoSerial', name: m.boards_category_serial, entries: opcodes(serialBlocks) },
];

export const arduinoOperators: readonly string[] = opcodes(operatorBlocks);
