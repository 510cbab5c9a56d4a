import { unwrap } from '@paperkite/kernel';
import { assembleUno, type UnoAssembly, type UnoInstruction } from '@paperkite/boards/uno';
import { wirePart, type Part, type PartKind, type UnoBoard } from '@paperkite/simulators';
import { describe, expect, it } from 'vitest';
import { boardWithImage, listen, PRINT, say, script } from './machine.ts';

const push = (value: number): UnoInstruction => ['PUSH_F32', value];

function start(program: UnoAssembly): UnoBoard {
  return boardWithImage(unwrap(assembleUno(program)).image);
}

function wire(
  board: UnoBoard,
  kind: PartKind,
  pins: Record<string, string>,
  settings: Record<string, unknown> = {},
): Part {
  return wirePart(board, { id: kind, kind, pins, settings });
}

/** Share of the time that a pin is high. */
function duty(board: UnoBoard, pin: 'D3' | 'D5' | 'D6' | 'D9' | 'D10' | 'D11', microseconds: number): number {
  let high = 0;
  let since = board.microseconds;
  let level = board.level(pin);
  const begin = since;
  const stop = board.onPin((changed, now, at) => {
    if (changed !== pin) return;
    if (level === 1) high += at - since;
    since = at;
    level = now;
  });
  board.runFor(microseconds);
  stop();
  if (level === 1) high += board.microseconds - since;
  return high / (board.microseconds - begin);
}

describe('pins', () => {
  it('are inputs until a program writes, and keep their levels', () => {
    const board = start(
      script([['DIGITAL_HIGH', 13], push(50), ['WAIT'], ['DIGITAL_LOW', 13], push(1), ['DIGITAL_SET', 4]]),
    );
    const changes: string[] = [];
    board.onPin((pin, level) => {
      const change = `${pin}${String(level)}`;
      // A pin that becomes an output while its level stays is told of, too.
      if (changes.at(-1) !== change) changes.push(change);
    });
    board.runFor(30_000);
    expect([board.level('D13'), board.mode('D13'), board.mode('D12')]).toEqual([1, 'output', 'input']);
    board.runFor(100_000);
    expect([board.level('D13'), board.level('D4')]).toEqual([0, 1]);
    expect(changes).toEqual(['D131', 'D130', 'D41']);
  });

  it('are read with and without pull-up', () => {
    const board = start(
      script([
        ['PIN_MODE', 2, 1],
        { label: 'again' },
        ['DIGITAL_READ', 2],
        ...PRINT,
        push(20),
        ['WAIT'],
        ['JUMP', 'again'],
      ]),
    );
    const heard = listen(board);
    board.runFor(10_000);
    board.drive('D2', 0);
    board.runFor(25_000);
    expect(heard.text).toBe('1\r\n0\r\n');
    expect(board.mode('D2')).toBe('pullup');
  });

  it('measure voltages', () => {
    const board = start(script([['ANALOG_READ', 0], ...PRINT, ['ANALOG_READ', 5], ...PRINT]));
    board.drive('A0', 2.5);
    board.drive('A5', 5);
    const heard = listen(board);
    board.runFor(20_000);
    const [half, full] = heard.text.split('\r\n').map(Number);
    expect(half).toBeGreaterThan(509);
    expect(half).toBeLessThan(514);
    expect(full).toBe(1023);
  });

  it('make PWM on six pins, plain levels at its ends, and stop it when they are written', () => {
    for (const [name, number] of [
      ['D3', 3],
      ['D5', 5],
      ['D6', 6],
      ['D9', 9],
      ['D10', 10],
      ['D11', 11],
    ] as const) {
      const board = start(
        script([
          push(63.5),
          ['PWM_WRITE', number],
          push(100),
          ['WAIT'],
          push(300),
          ['PWM_WRITE', number],
          push(100),
          ['WAIT'],
          push(64),
          ['PWM_WRITE', number],
          ['DIGITAL_LOW', number],
        ]),
      );
      board.runFor(10_000);
      expect(duty(board, name, 50_000), name).toBeCloseTo(0.25, 1);
      board.runFor(50_000);
      expect(duty(board, name, 50_000), name).toBe(1);
      board.runFor(100_000);
      expect(duty(board, name, 20_000), name).toBe(0);
    }
  });
});

describe('servos, tones and distances', () => {
  it('turns six servos at once, and says so when there is no seventh', () => {
    const pins = [2, 4, 7, 8, 12, 13];
    const board = start({
      ...script(pins.flatMap((pin, index) => [push(index * 36), ['SERVO_WRITE', pin] as const])),
      hats: [{ kind: 'started', stack: 16, entry: 'main' }],
    });
    const servos = pins.map((pin) => wire(board, 'servo', { PWM: `D${String(pin)}` }));
    board.runFor(200_000);
    servos.forEach((servo, index) => expect(Math.abs((servo.state().angle ?? -99) - index * 36)).toBeLessThan(1.5));
    const crowded = start(
      script([...[2, 3, 4, 5, 6, 7, 8].flatMap((pin) => [push(90), ['SERVO_WRITE', pin] as const]), ...say('never')]),
    );
    const heard = listen(crowded);
    crowded.runFor(50_000);
    expect(heard.text).toBe('');
  });

  it('plays a tone of the asked height until it is stopped', () => {
    for (const hertz of [31, 262, 440, 4000, 20_000]) {
      const board = start(script([push(hertz), ['TONE_START', 8], push(300), ['WAIT'], ['TONE_STOP', 8]]));
      let edges = 0;
      board.onPin((pin) => (edges += pin === 'D8' ? 1 : 0));
      board.runFor(50_000);
      const before = edges;
      board.runFor(200_000);
      const expected = hertz * 2 * 0.2;
      expect(Math.abs(edges - before - expected), String(hertz)).toBeLessThan(1 + expected * 0.04);
      board.runFor(200_000);
      const silent = edges;
      board.runFor(50_000);
      expect([edges, board.level('D8')]).toEqual([silent, 0]);
    }
  });

  it('measures a distance, 0 without an echo, and others go on afterwards', () => {
    const program = script([['ULTRASONIC', 7, 8], ...PRINT]);
    const board = start(program);
    const sensor = wire(board, 'ultrasonic', { TRIG: 'D7', ECHO: 'D8' });
    sensor.setInput(50);
    const heard = listen(board);
    board.runFor(100_000);
    expect(Math.abs(Number(heard.text) - 50 * 58)).toBeLessThan(58);
    const deaf = start(program);
    const nothing = listen(deaf);
    deaf.runFor(28_000);
    expect(nothing.text).toBe('');
    deaf.runFor(20_000);
    expect(nothing.text).toBe('0\r\n');
  });
});

describe('strip and display', () => {
  it('shows colours on a strip of sixty', () => {
    const board = start(
      script(
        [
          ['STRIP_BEGIN', 6, 60],
          push(0x102030),
          ['STRIP_FILL'],
          ...[push(1), push(0xff0000), ['STRIP_SET'] as const, push(60), push(0x0000ff), ['STRIP_SET'] as const],
          ...[push(61), push(0x00ff00), ['STRIP_SET'] as const, push(0), push(0x00ff00), ['STRIP_SET'] as const],
          ['STRIP_SHOW'],
        ],
        { strip: 60 },
      ),
    );
    const strip = wire(board, 'strip', { DIN: 'D6' }, { count: 60 });
    board.runFor(100_000);
    expect(strip.state().pixels).toEqual([0xff0000, ...Array.from({ length: 58 }, () => 0x102030), 0x0000ff]);
  });

  it('loses no byte of the serial line while it sends colours', () => {
    const board = start({
      hats: [
        { kind: 'started', stack: 4, entry: 'strip' },
        { kind: 'line', stack: 4, entry: 'line' },
      ],
      strip: 60,
      code: [
        { label: 'strip' },
        ['STRIP_BEGIN', 6, 60],
        { label: 'again' },
        ['STRIP_SHOW'],
        ['YIELD_JUMP', 'again'],
        { label: 'line' },
        ['TEXT_BEGIN', 0],
        ['TEXT_LINE'],
        ['TEXT_CONSTANT', '|'],
        ['TEXT_END', 0],
        ['END'],
      ],
    });
    const heard = listen(board);
    board.runFor(50_000);
    const sent = Array.from({ length: 40 }, (_, index) => `line ${String(index)}`);
    for (const text of sent) {
      board.uart.send(new TextEncoder().encode(`${text}\n`));
      board.runFor(6_000);
    }
    board.runFor(50_000);
    expect(heard.text.split('|').slice(0, -1)).toEqual(sent);
  });

  it('writes rows on a display, cut at sixteen, and empties it', () => {
    const board = start(
      script([
        ['TEXT_BEGIN', 1],
        ['TEXT_CONSTANT', 'Hello, 风!'],
        ['TEXT_END', 0],
        push(42.5),
        ['TEXT_BEGIN', 2],
        ['TEXT_CONSTANT', 'more than sixteen '],
        ['TEXT_NUMBER', 0],
        ['TEXT_END', 1],
        push(500),
        ['WAIT'],
        ['LCD_CLEAR'],
      ]),
    );
    const lcd = wire(board, 'lcd', {});
    board.runFor(500_000);
    expect(lcd.state().rows).toEqual(['Hello, ?!       ', 'more than sixtee']);
    board.runFor(500_000);
    expect(lcd.state().rows).toEqual([' '.repeat(16), ' '.repeat(16)]);
  });

  it('goes on when there is no display', () => {
    const board = start(
      script([['TEXT_BEGIN', 1], ['TEXT_CONSTANT', 'x'], ['TEXT_END', 0], ['LCD_CLEAR'], ...say('on')]),
    );
    const heard = listen(board);
    board.runFor(50_000);
    expect(heard.text).toBe('on');
  });
});

describe('time', () => {
  it('is counted from the start, and the timer from its reset', () => {
    const board = start(
      script([push(500), ['WAIT'], ['RESET_TIMER'], push(250), ['WAIT'], ['TIMER'], ...PRINT, ['MILLIS'], ...PRINT]),
    );
    const heard = listen(board);
    board.runFor(1_000_000);
    const [timer, millis] = heard.text.split('\r\n').map(Number);
    expect(Math.abs((timer ?? 0) - 250)).toBeLessThan(5);
    expect(Math.abs((millis ?? 0) - 750)).toBeLessThan(6);
  });
});
