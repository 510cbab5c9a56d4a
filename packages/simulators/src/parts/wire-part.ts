import { isUnoPin, type UnoPin } from '../uno/pins.ts';
import type { UnoBoard } from '../uno/uno-board.ts';
import { makeBuzzer } from './buzzer.ts';
import { makeButton, makePotentiometer } from './inputs.ts';
import { makeLcd } from './lcd.ts';
import { makeLed } from './led.ts';
import type { Part, PartDescription } from './part.ts';
import { makeServo } from './servo.ts';
import { makeStrip } from './strip.ts';
import { makeUltrasonic } from './ultrasonic.ts';

const STRIP_MOST = 60;
const STRIP_USUAL = 8;
const LCD_USUAL_ADDRESS = 0x27;

/** Wires a part to a board as its description says. A leg that is wired to nothing on the board does nothing. */
export function wirePart(board: UnoBoard, { kind, pins, settings }: PartDescription): Part {
  const pin = (leg: string): UnoPin | undefined => {
    const name = pins[leg];
    return name !== undefined && isUnoPin(name) ? name : undefined;
  };
  const whole = (name: string, least: number, most: number, usual: number): number => {
    const value = Number(settings[name]);
    return Number.isInteger(value) && value >= least && value <= most ? value : usual;
  };
  switch (kind) {
    case 'led':
      return makeLed(board, pin('A'));
    case 'button':
      return makeButton(board, pin('S'), settings.wiring === 'low' ? 'low' : 'high');
    case 'potentiometer':
      return makePotentiometer(board, pin('SIG'));
    case 'servo':
      return makeServo(board, pin('PWM'));
    case 'buzzer':
      return makeBuzzer(board, pin('SIG'));
    case 'ultrasonic':
      return makeUltrasonic(board, pin('TRIG'), pin('ECHO'));
    case 'strip':
      return makeStrip(board, pin('DIN'), whole('count', 1, STRIP_MOST, STRIP_USUAL));
    case 'lcd':
      return makeLcd(board, whole('address', 0x08, 0x77, LCD_USUAL_ADDRESS));
  }
}
