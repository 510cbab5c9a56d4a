import { describe, expect, it } from 'vitest';
import { compileProject, compileStepped } from '@paperkite/compiler';
import { b, flag, forever, say, wait, when, type B } from './support/build-project.ts';
import { performWithBoard as perform } from './support/perform-with-board.ts';

const write = (pin: string, level: string): B => b('boardlive_digitalwrite', {}, { PIN: pin, LEVEL: level });
const pwm = (pin: string, value: number | string): B => b('boardlive_pwmwrite', { VALUE: value }, { PIN: pin });
const servo = (pin: string, angle: number): B => b('boardlive_servowrite', { ANGLE: angle }, { PIN: pin });
const tone = (pin: string, frequency: number, seconds: number): B =>
  b('boardlive_tone', { FREQUENCY: frequency, SECONDS: seconds }, { PIN: pin });
const isHigh = (pin: string): B => b('boardlive_digitalread', {}, { PIN: pin });
const analog = (pin: string): B => b('boardlive_analogread', {}, { PIN: pin });
const connected = b('boardlive_connected');
const whenPin = (pin: string, level: string): B => b('boardlive_whenpin', {}, { PIN: pin, LEVEL: level });

describe.each([
  ['compiled', compileProject],
  [
    'compiled for debugging',
    (project: Parameters<typeof compileStepped>[0]) => compileStepped(project, { debug: true }),
  ],
] as const)('sprites at a board, %s', (_, compile) => {
  it('set levels, PWM and servos, within what there is', () => {
    const stage = perform(
      [[flag, write('D13', 'HIGH'), pwm('D9', 300), pwm('D5', 51), servo('D6', -5), pwm('D3', 'x')]],
      compile,
    );
    stage.runtime.greenFlag();
    stage.frames(2);
    expect(stage.actions.map(([, { kind, pin, value }]) => [kind, pin, value])).toEqual([
      ['digital', 'D13', 1],
      ['pwm', 'D9', 1],
      ['pwm', 'D5', 0.2],
      ['servo', 'D6', 0],
      ['pwm', 'D3', 0],
    ]);
  });

  it('play tones and wait for them, start tones and do not', () => {
    const start = b('boardlive_starttone', { FREQUENCY: 880 }, { PIN: 'D4' });
    const end = b('boardlive_notone', {}, { PIN: 'D4' });
    const stage = perform([[flag, tone('D8', 440, 0.5), start, end, tone('D8', 99_999, 9999), say('never')]], compile);
    stage.runtime.greenFlag();
    stage.frames(100);
    expect(stage.actions.map(([at, { kind, pin, value, ms }]) => [at, kind, pin, value, ms])).toEqual([
      [0, 'tone', 'D8', 440, 500],
      [500, 'tone', 'D4', 880, 0],
      [500, 'noTone', 'D4', 0, 0],
      [500, 'tone', 'D8', 20_000, 60_000],
    ]);
    expect(stage.said).toEqual([]);
  });

  it('read what the board says, anew each time, and 0 without a board', () => {
    const stage = perform(
      [[flag, say(analog('A0')), wait(0.1), say(analog('A0')), say(isHigh('D2')), say(connected)]],
      compile,
    );
    stage.runtime.greenFlag();
    stage.frames(1);
    stage.values.set('analog A0', 512).set('digital D2', 1);
    stage.frames(6);
    expect(stage.said).toEqual(['0', '512', 'true', 'true']);
    expect([...stage.asked]).toEqual(['analog A0', 'digital D2']);
    stage.plug(false);
    stage.said.length = 0;
    stage.runtime.greenFlag();
    stage.frames(6);
    expect(stage.said).toEqual(['0', '0', 'false', 'false']);
  });

  it('follow an input that changes while they loop', () => {
    const stage = perform([[flag, forever(when(isHigh('D2'), write('D13', 'HIGH')))]], compile);
    stage.runtime.greenFlag();
    stage.frames(3);
    expect(stage.actions).toEqual([]);
    stage.values.set('digital D2', 1);
    stage.frames(1);
    expect(stage.actions.length).toBeGreaterThan(0);
  });

  it('start scripts at each change of a pin, and not for a board that is not there', () => {
    const stage = perform(
      [
        [whenPin('D2', 'HIGH'), say('up')],
        [whenPin('D2', 'LOW'), say('down')],
      ],
      compile,
    );
    stage.plug(false);
    stage.frames(3);
    expect(stage.said).toEqual([]);
    stage.plug(true);
    for (const level of [1, 1, 0, 0, 1]) {
      stage.values.set('digital D2', level);
      stage.frames(1);
    }
    expect(stage.said).toEqual(['up', 'down', 'up']);
  });

  it('end their tones when the project is stopped', () => {
    const stage = perform([[flag, tone('D8', 440, 10)]], compile);
    stage.runtime.greenFlag();
    stage.frames(2);
    const before = stage.stops();
    stage.runtime.stopAll();
    expect(stage.stops()).toBe(before + 1);
  });
});
