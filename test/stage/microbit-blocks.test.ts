import { describe, expect, it } from 'vitest';
import { compileProject, compileStepped } from '@paperkite/compiler';
import { b, flag, say, type B } from './support/build-project.ts';
import { performWithBoard } from './support/perform-with-board.ts';

const pressed = (button: string): B => b('microbit_isButtonPressed', { BTN: button });
const tilted = (direction: string): B => b('microbit_isTilted', { DIRECTION: direction });
const angle = (direction: string): B => b('microbit_getTiltAngle', { DIRECTION: direction });
const whenPressed = (button: string): B => b('microbit_whenButtonPressed', { BTN: button });
const whenGesture = (gesture: string): B => b('microbit_whenGesture', { GESTURE: gesture });
const whenTilted = (direction: string): B => b('microbit_whenTilted', { DIRECTION: direction });
const whenPin = (pin: string): B => b('microbit_whenPinConnected', { PIN: pin });

describe.each([
  ['compiled', compileProject],
  [
    'compiled for debugging',
    (project: Parameters<typeof compileStepped>[0]) => compileStepped(project, { debug: true }),
  ],
] as const)('Scratch’s blocks of the micro:bit, %s', (_, compile) => {
  it('show pictures and text, and wait as long as Scratch does', () => {
    const symbol = b('microbit_displaySymbol', { MATRIX: '10000010000010000010000013' });
    const text = b('microbit_displayText', { TEXT: 'Hi' });
    const stage = performWithBoard([[flag, symbol, text, b('microbit_displayClear'), say('end')]], compile);
    stage.runtime.greenFlag();
    stage.frames(120);
    expect(stage.actions.map(([at, { kind, text }]) => [Math.round(at / 100) * 100, kind, text])).toEqual([
      [0, 'lights', '1000001000001000001000001'],
      [100, 'text', 'Hi'],
      // 18 columns of 120 ms.
      [2300, 'lights', '0'.repeat(25)],
    ]);
    expect(stage.said).toEqual(['end']);
  });

  it('read buttons and tilt as Scratch has them', () => {
    const stage = performWithBoard(
      [
        [
          ...[flag, say(pressed('A')), say(pressed('any')), say(tilted('any')), say(tilted('front'))],
          ...[say(angle('back')), say(angle('left')), say(angle('right')), say(angle('nowhere'))],
        ],
      ],
      compile,
    );
    stage.values.set('digital a', 0).set('digital b', 1).set('analog pitch', -20).set('analog roll', 4);
    stage.runtime.greenFlag();
    stage.frames(2);
    expect(stage.said).toEqual(['false', 'true', 'true', 'true', '-20', '-4', '4', '0']);
    stage.plug(false);
    stage.said.length = 0;
    stage.runtime.greenFlag();
    stage.frames(2);
    expect(stage.said).toEqual(['false', 'false', 'false', 'false', '0', '0', '0', '0']);
  });

  it('start scripts when something begins, once', () => {
    const stage = performWithBoard(
      [
        [whenPressed('any'), say('button')],
        [whenGesture('shaken'), say('shaken')],
        [whenGesture('moved'), say('moved')],
        [whenGesture('jumped'), say('jumped')],
        [whenTilted('left'), say('left')],
        [whenPin('1'), say('pin')],
      ],
      compile,
    );
    const set = (channel: string, value: number, said: string[]) => {
      stage.said.length = 0;
      stage.values.set(channel, value);
      stage.frames(2);
      expect(stage.said.sort()).toEqual(said);
    };
    stage.frames(2);
    expect(stage.said).toEqual([]);
    set('digital a', 1, ['button']);
    set('digital b', 1, []);
    set('digital gesture', 1, ['moved', 'shaken']);
    set('digital gesture', 8, ['jumped']);
    set('analog strength', 1400, ['moved']);
    set('analog roll', -15, ['left']);
    set('analog roll', -40, []);
    set('digital T1', 1, ['pin']);
    set('digital T2', 1, []);
  });
});
