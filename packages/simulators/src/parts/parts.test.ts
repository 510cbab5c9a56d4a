import { describe, expect, it } from 'vitest';
import { boardWith } from '../../test/programs.ts';
import { UnoBoard } from '../uno/uno-board.ts';
import type { Part, PartDescription } from './part.ts';
import { wirePart } from './wire-part.ts';

const part = (
  board: UnoBoard,
  kind: PartDescription['kind'],
  pins: PartDescription['pins'],
  settings: PartDescription['settings'] = {},
): Part => wirePart(board, { id: kind, kind, pins, settings });

describe('Parts on a board that runs a compiled program', () => {
  it('an LED is as bright as the duty of its PWM, of each timer and both kinds', () => {
    const { board } = boardWith('waves');
    const leds = ['D6', 'D5', 'D11', 'D3', 'D2'].map((pin) => part(board, 'led', { A: pin }));
    board.runFor(60_000);
    const shown = leds.map((led) => led.state().brightness!);
    // avr8js ends a fast pulse one step of 256 early.
    expect(shown[0]).toBeCloseTo(64 / 256, 2);
    expect(shown[1]).toBeCloseTo(10 / 256, 2);
    expect(shown[2]).toBeCloseTo(191 / 255, 2);
    expect(shown.slice(3)).toEqual([1, 0]);
  });

  it('a servo turns to what the pulses say', () => {
    const { board } = boardWith('waves');
    const servo = part(board, 'servo', { PWM: 'D12' });
    expect(servo.state().angle).toBeUndefined();
    board.runFor(100_000);
    expect(servo.state().angle).toBeCloseTo(90, 0);
    board.runFor(1_400_000);
    expect(servo.state().angle).toBeLessThan(1.5);
  });

  it('a buzzer sounds with the frequency at its pin, and is silent when it rests', () => {
    const { board } = boardWith('waves');
    const buzzer = part(board, 'buzzer', { SIG: 'D8' });
    expect(buzzer.state().frequency).toBe(0);
    board.runFor(100_000);
    expect(buzzer.state().frequency).toBeCloseTo(440.1, 0);
    board.reset();
    board.powerOff();
    board.runFor(100_000);
    expect(buzzer.state().frequency).toBe(0);
  });

  it('a strip shows colours once the line rests, each light its own', () => {
    const { board } = boardWith('strip');
    const strip = part(board, 'strip', { DIN: 'D6' }, { count: 4 });
    expect(strip.state().pixels).toEqual([0, 0, 0, 0]);
    board.runFor(5000);
    expect(strip.state().pixels).toEqual([0xff0000, 0x008001, 0x341256, 0xffffff]);
    board.runFor(10_000);
    expect(strip.state().pixels).toEqual([0x0000ff, 0x008001, 0x341256, 0xffffff]);
  });

  it('a display shows what is written to it over I2C', () => {
    const { board } = boardWith('lcd');
    const lcd = part(board, 'lcd', {});
    board.runFor(300_000);
    expect(lcd.state()).toEqual({ rows: ['Hello, 21°      ', '    world       '], backlight: true });
  });

  it('a display at another address hears nothing, and the program goes on', () => {
    const { board } = boardWith('lcd');
    const lcd = part(board, 'lcd', {}, { address: 0x3f });
    board.runFor(300_000);
    expect(lcd.state().rows).toEqual([' '.repeat(16), ' '.repeat(16)]);
  });

  it.each([2, 50, 399])('an ultrasonic sensor answers with the way to %i cm and back', (distance) => {
    const { board, said } = boardWith('ultrasonic');
    const sensor = part(board, 'ultrasonic', { TRIG: 'D12', ECHO: 'D11' });
    sensor.setInput(distance);
    board.runFor(60_000);
    const microseconds = said[0]! * 256 + said[1]!;
    expect(Math.abs(microseconds / 58 - distance)).toBeLessThan(0.1);
  });

  it('an ultrasonic sensor holds its echo for 38 ms when nothing is near', () => {
    const { board, said } = boardWith('ultrasonic');
    part(board, 'ultrasonic', { TRIG: 'D12', ECHO: 'D11' }).setInput(900);
    board.runFor(60_000);
    // Half microseconds in 16 bits run over at 32,768.
    expect(Math.abs(said[0]! * 256 + said[1]! + 32_768 - 38_000)).toBeLessThan(5);
  });

  it('a potentiometer gives what an analog read shows', () => {
    const { board, said } = boardWith('analog');
    const pot = part(board, 'potentiometer', { SIG: 'A2' });
    const wanted = [512, 0, 1023, 700];
    board.runFor(1000);
    for (const value of wanted) {
      if (said.length > 0) pot.setInput(value);
      board.uart.send([2]);
      board.runFor(10_000);
    }
    expect(wanted.map((_, at) => said[2 * at]! * 256 + said[2 * at + 1]!)).toEqual(wanted);
  });
});

describe('Parts on a board that stands still', () => {
  it('a button wired to 5 V reads low until it is pressed', () => {
    const board = new UnoBoard();
    const button = part(board, 'button', { S: 'D2' });
    expect(board.level('D2')).toBe(0);
    button.setInput(1);
    expect(board.level('D2')).toBe(1);
    button.setInput(0);
    expect(board.level('D2')).toBe(0);
  });

  it('a button wired to ground needs the pull-up to be seen', () => {
    const { board } = boardWith('restarts');
    board.runFor(200_000);
    const button = part(board, 'button', { S: 'D13' }, { wiring: 'low' });
    expect(board.mode('D13')).toBe('pullup');
    expect(board.level('D13')).toBe(1);
    button.setInput(1);
    expect(board.level('D13')).toBe(0);
    button.setInput(0);
    expect(board.level('D13')).toBe(1);
    button.setInput(1);
    button.remove();
    expect(board.level('D13')).toBe(1);
  });

  it('legs that lead nowhere do nothing', () => {
    const board = new UnoBoard();
    for (const kind of ['led', 'button', 'potentiometer', 'servo', 'buzzer', 'ultrasonic', 'strip', 'lcd'] as const) {
      const loose = part(board, kind, { A: 'D99' });
      loose.setInput(1);
      board.runFor(100);
      expect(loose.state()).toBeDefined();
      loose.remove();
    }
  });
});
