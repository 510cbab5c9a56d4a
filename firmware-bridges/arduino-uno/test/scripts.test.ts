import { unwrap } from '@paperkite/kernel';
import { assembleUno, type UnoAssembly, type UnoInstruction } from '@paperkite/boards/uno';
import { describe, expect, it } from 'vitest';
import { boardWithImage, listen, PRINT, run, say, script } from './machine.ts';

describe('loops and threads', () => {
  it('take turns at the end of each pass, in the order of the scripts', () => {
    const loop = (name: string, times: number): UnoAssembly['code'] => [
      { label: name },
      ['PUSH_BF16', times],
      ['REPEAT_BEGIN'],
      { label: `${name} head` },
      ['REPEAT', `${name} end`],
      ...say(name),
      ['YIELD_JUMP', `${name} head`],
      { label: `${name} end` },
      ...say(name.toUpperCase()),
      ['END'],
    ];
    const text = run({
      hats: ['a', 'b', 'c'].map((entry) => ({ kind: 'started', stack: 4, entry })),
      code: [...loop('a', 3), ...loop('b', 1), ...loop('c', 2)],
    });
    expect(text).toBe('abcaBcaCA');
  });

  it('round the times of a repeat half up, and none for what is no number', () => {
    const times = (count: number): UnoAssembly['code'] => [
      ['PUSH_F32', count],
      ['REPEAT_BEGIN'],
      { label: `head ${String(count)}` },
      ['REPEAT', `end ${String(count)}`],
      ...say('x'),
      ['YIELD_JUMP', `head ${String(count)}`],
      { label: `end ${String(count)}` },
      ...say('.'),
    ];
    expect(run(script([2.5, -3, NaN, 0.49, 1].flatMap(times)))).toBe('xxx....x.');
  });

  it('wait by the clock while others run', () => {
    const board = boardWithImage(
      unwrap(
        assembleUno({
          hats: [
            { kind: 'started', stack: 2, entry: 'slow' },
            { kind: 'started', stack: 2, entry: 'quick' },
          ],
          code: [
            { label: 'slow' },
            ['PUSH_F32', 250],
            ['WAIT'],
            ...say('S'),
            ['END'],
            { label: 'quick' },
            ['PUSH_F32', 125],
            ['WAIT'],
            ...say('q'),
            ['YIELD_JUMP', 'quick'],
          ],
        }),
      ).image,
    );
    const times: [string, number][] = [];
    board.uart.onByte((byte, microseconds) => times.push([String.fromCharCode(byte), microseconds / 1000]));
    board.runFor(600_000);
    const at = (letter: string) => times.filter(([heard]) => heard === letter).map(([, when]) => when);
    expect(at('S')).toHaveLength(1);
    expect(at('S')[0]).toBeGreaterThan(249);
    expect(at('S')[0]).toBeLessThan(256);
    expect(at('q')).toHaveLength(4);
  });

  it('are ended by stop, all or the others', () => {
    const program = (stop: UnoInstruction): UnoAssembly => ({
      hats: ['a', 'b', 'c'].map((entry) => ({ kind: 'started', stack: 4, entry })),
      code: [
        { label: 'a' },
        ...say('a'),
        ['YIELD'],
        ['JUMP', 'a'],
        { label: 'b' },
        ['YIELD'],
        ['YIELD'],
        stop,
        ...say('B'),
        ['END'],
        { label: 'c' },
        ...say('c'),
        ['YIELD_JUMP', 'c'],
      ],
    });
    expect(run(program(['STOP_ALL']))).toBe('acaca');
    expect(run(program(['STOP_OTHERS']))).toBe('acacaB');
  });

  it('keep arguments, locals and results of calls apart, also when they call themselves', () => {
    const factorial: UnoAssembly['code'] = [
      { label: 'factorial' },
      ['GET_LOCAL', -2],
      ['PUSH_1'],
      ['JUMP_UNLESS_GREATER', 'one'],
      ['RESERVE', 1],
      ['GET_LOCAL', -2],
      ['SET_LOCAL', 0],
      ['GET_LOCAL', -2],
      ['PUSH_1'],
      ['SUBTRACT'],
      ['CALL', 'factorial', 1],
      ['GET_LOCAL', 0],
      ['MULTIPLY'],
      ['RETURN_VALUE'],
      { label: 'one' },
      ['PUSH_1'],
      ['RETURN_VALUE'],
    ];
    const program: UnoAssembly = {
      hats: [{ kind: 'started', stack: 60, entry: 'main' }],
      code: [
        { label: 'main' },
        ['PUSH_BF16', 10],
        ['CALL', 'factorial', 1],
        ...PRINT,
        ['PUSH_BF16', 7],
        ['PUSH_BF16', 8],
        ['CALL', 'second minus first', 2],
        ...PRINT,
        ['RETURN'],
        ...factorial,
        { label: 'second minus first' },
        ['GET_LOCAL', -2],
        ['GET_LOCAL', -3],
        ['SUBTRACT'],
        ['RETURN_VALUE'],
      ],
    };
    expect(run(program)).toBe('3628800\r\n1\r\n');
  });

  it('cannot stop the others for ever by a loop that never gives way', () => {
    const text = run(
      {
        hats: [
          { kind: 'started', stack: 2, entry: 'stuck' },
          { kind: 'started', stack: 2, entry: 'free' },
        ],
        code: [{ label: 'stuck' }, ['JUMP', 'stuck'], { label: 'free' }, ...say('free'), ['END']],
      },
      { milliseconds: 1500 },
    );
    expect(text).toBe('free');
  });
});

describe('messages', () => {
  const program = (code: UnoAssembly['code']): UnoAssembly => ({
    hats: [
      { kind: 'message', parameter: 1, stack: 4, entry: 'before' },
      { kind: 'started', stack: 4, entry: 'main' },
      { kind: 'message', parameter: 1, stack: 4, entry: 'after' },
      { kind: 'message', parameter: 2, stack: 4, entry: 'other' },
    ],
    code: [
      { label: 'before' },
      ...say('<'),
      ['YIELD'],
      ...say('('),
      ['END'],
      { label: 'after' },
      ...say('>'),
      ['YIELD'],
      ...say(')'),
      ['END'],
      { label: 'other' },
      ...say('other'),
      ['END'],
      { label: 'main' },
      ...code,
    ],
  });

  it('start their receivers, later ones in the same round', () => {
    expect(run(program([['BROADCAST', 1], ...say('m'), ['YIELD'], ...say('M'), ['END']]))).toBe('m><M)(');
  });

  it('start receivers again that run already', () => {
    expect(run(program([['BROADCAST', 1], ['YIELD'], ['BROADCAST', 1], ['END']]))).toBe('><><)(');
  });

  it('can be waited for', () => {
    const code: UnoAssembly['code'] = [
      ['BROADCAST', 1],
      { label: 'wait' },
      ['ANY_RUNNING', 1],
      ['JUMP_IF_FALSE', 'done'],
      ['YIELD'],
      ['JUMP', 'wait'],
      { label: 'done' },
      ...say('done'),
      ['END'],
    ];
    expect(run(program(code))).toBe('><)(done');
  });

  it('end a sender that receives its own message, which starts anew', () => {
    const text = run({
      hats: [
        { kind: 'started', stack: 4, entry: 'main' },
        { kind: 'message', parameter: 5, stack: 4, entry: 'again' },
      ],
      globals: [0],
      code: [
        { label: 'main' },
        ['BROADCAST', 5],
        ['END'],
        { label: 'again' },
        ...say('x'),
        ['CHANGE_GLOBAL_BF16', 0, 1],
        ['GET_GLOBAL', 0],
        ['PUSH_BF16', 3],
        ['JUMP_UNLESS_LESS', 'end'],
        ['BROADCAST', 5],
        ...say('never'),
        { label: 'end' },
        ['END'],
      ],
    });
    expect(text).toBe('xxx');
  });
});

describe('inputs', () => {
  it('start scripts at edges, not by the level that was there', () => {
    const board = boardWithImage(
      unwrap(
        assembleUno({
          hats: [
            { kind: 'pinFalling', parameter: 2, stack: 4, entry: 'pressed' },
            { kind: 'pinRising', parameter: 2, stack: 4, entry: 'released' },
          ],
          code: [{ label: 'pressed' }, ...say('v'), ['END'], { label: 'released' }, ...say('^'), ['END']],
        }),
      ).image,
    );
    const heard = listen(board);
    board.drive('D2', 5);
    board.runFor(20_000);
    expect(heard.text).toBe('');
    for (const volts of [0, 5, 5, 0]) {
      board.drive('D2', volts);
      board.runFor(5_000);
    }
    expect(heard.text).toBe('v^v');
  });

  it('start scripts for each line, which they can print and read as a number', () => {
    const board = boardWithImage(
      unwrap(
        assembleUno({
          hats: [{ kind: 'line', stack: 4, entry: 'line' }],
          code: [
            { label: 'line' },
            ['SERIAL_NUMBER'],
            ['TEXT_BEGIN', 0],
            ['TEXT_CONSTANT', '<'],
            ['TEXT_LINE'],
            ['TEXT_CONSTANT', '='],
            ['TEXT_NUMBER', 0],
            ['TEXT_CONSTANT', '>'],
            ['TEXT_END', 1],
            ['END'],
          ],
        }),
      ).image,
    );
    const heard = listen(board);
    board.runFor(20_000);
    const send = (text: string) => board.uart.send(new TextEncoder().encode(text));
    send('12\n\r\nhello\r');
    board.runFor(20_000);
    expect(heard.text).toBe('<12=12><hello=0>');
    heard.text = '';
    send(' -3.25cm\n.5\n+7\n1e5\n123456789012\n0.10000000000001\n');
    board.runFor(60_000);
    expect(heard.text).toBe('< -3.25cm=-3.25><.5=0.5><+7=7><1e5=1><123456789012=1.23457e+11><0.10000000000001=0.1>');
    heard.text = '';
    send(`${'x'.repeat(40)}\nafter\n`);
    board.runFor(30_000);
    expect(heard.text).toBe(`<${'x'.repeat(32)}=0><after=0>`);
  });
});
