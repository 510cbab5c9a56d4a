import { seededRandom } from '@paperkite/kernel';
import { afterEach, describe, expect, it } from 'vitest';
import { FakeSerialPort } from '../fakes/index.ts';
import { WebSerialTransport } from '../transport/web-serial.ts';
import type { BoardLink } from './board-link.ts';
import { encodeFrame, FrameReader, type Frame } from './frames.ts';
import { openLink, openTextLink, type LinkOptions } from './open-link.ts';
import { LINK_PROTOCOL } from './protocol.ts';
import { encodeLine, LineReader } from './text-line.ts';
import { VirtualClock } from './virtual-clock.ts';

const { host, device } = LINK_PROTOCOL;
const frame = (type: number, number = 0, payload: readonly number[] = []): Frame => ({ type, number, payload: Uint8Array.from(payload) }); // prettier-ignore

/** Payload of a hello reply; fields in the order of docs/guides/board-link.md. */
const hello = (session: readonly number[], change: { protocol?: number; board?: number } = {}): number[] => [
  change.protocol ?? 1, ...session, 1, 2, 3, change.board ?? 1, 60, 20, 6, 31, 1, 0, 100, 0, 4, 3, 2, 1, 0, 0, 0, 0,
]; // prettier-ignore

/** A port with a board behind it that does what a test says. */
async function setUp(answer: (frame: Frame, say: (frame: Frame) => void) => void) {
  const clock = new VirtualClock();
  const reader = new FrameReader();
  const heard: Frame[] = [];
  const port: FakeSerialPort = new FakeSerialPort({
    onBytes: (bytes) => {
      for (const got of reader.push(bytes)) {
        heard.push(got);
        answer(got, say);
      }
    },
  });
  const say = (said: Frame): void => port.receive(encodeFrame(said));
  const transport = new WebSerialTransport(port, { clock });
  await transport.open({ baudRate: 115200 });
  const options: LinkOptions = { random: seededRandom(1) };
  const tell = (text: string): void => port.receive(new TextEncoder().encode(text));
  return { clock, port, transport, heard, say, tell, options };
}

type Board = Awaited<ReturnType<typeof setUp>>;

/** Resolves or rejects after virtual time has passed. */
async function within<T>({ clock }: Board, ms: number, promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  await clock.advance(ms);
  return promise;
}

const links: BoardLink[] = [];
const opened = async (board: Board): Promise<BoardLink> => {
  const link = await within(board, 200, openLink(board.transport, board.options));
  links.push(link);
  return link;
};
afterEach(() => void links.splice(0).map((link) => link.close()));

/** A board that does everything it is told. */
const obedient = (got: Frame, say: (frame: Frame) => void): void => {
  if (got.type === host.HELLO) say(frame(device.HELLO, 0, hello([...got.payload.slice(1)])));
  else if (got.type >= LINK_PROTOCOL.firstCommand) say(frame(device.ACK, got.number));
};

describe('finding the firmware', () => {
  it('takes what the board says of itself, after any junk', async () => {
    const board = await setUp((got, say) => {
      if (got.type === host.HELLO) say(frame(device.HELLO, 0, hello([...got.payload.slice(1)])));
    });
    board.port.receive(Uint8Array.from({ length: 500 }, (_, i) => (i * 37) & 0xff));
    board.port.receive(Uint8Array.from([0]));
    const link = await opened(board);
    expect(link.hello).toEqual({
      board: 'arduino-uno',
      firmware: '1.2.3',
      capabilities: new Set(['pwm', 'servo', 'tone', 'program', 'text']),
      credit: 60,
      digitalPins: 20,
      analogInputs: 6,
      program: { state: 'stopped', length: 100, crc: 0x01020304 },
    });
  });

  it.each([
    ['no-answer', undefined, undefined],
    ['other-firmware', 'Hello from a sketch of mine\n', undefined],
    ['firmware-old', undefined, { protocol: 0 }],
    ['firmware-new', undefined, { protocol: 2 }],
  ])('tells %s', async (code, text, change) => {
    const board = await setUp((got, say) => {
      if (got.type === host.HELLO && change) say(frame(device.HELLO, 0, hello([...got.payload.slice(1)], change)));
    });
    if (text) board.tell(text);
    await expect(within(board, 4200, openLink(board.transport, board.options))).rejects.toMatchObject({ code });
  });

  it('gives the first who asks for text what a program printed before the hello', async () => {
    const board = await setUp((got, say) => {
      if (got.type === host.HELLO) say(frame(device.HELLO, 0, hello([...got.payload.slice(1)])));
    });
    board.tell('我的第一行\n');
    const link = await opened(board);
    const first: string[] = [];
    const second: string[] = [];
    link.onText((text) => first.push(text));
    link.onText((text) => second.push(text));
    expect([first, second]).toEqual([['我的第一行\n'], []]);
  });

  it('tells the wrong board', async () => {
    const board = await setUp(obedient);
    const options = { ...board.options, boards: ['microbit-v2'] as const };
    await expect(within(board, 200, openLink(board.transport, options))).rejects.toMatchObject({ code: 'wrong-board' });
  });

  it('does not take the answer to an older hello', async () => {
    const board = await setUp((got, say) => {
      if (got.type === host.HELLO) say(frame(device.HELLO, 0, hello([1, 1])));
    });
    const opening = openLink(board.transport, board.options);
    await expect(within(board, 4200, opening)).rejects.toMatchObject({ code: 'other-firmware' });
  });

  it('ends when it is cancelled, with the reason of that, and leaves the port open', async () => {
    const board = await setUp(() => undefined);
    const cancel = new AbortController();
    const opening = openLink(board.transport, { ...board.options, signal: cancel.signal });
    opening.catch(() => undefined);
    await board.clock.advance(300);
    cancel.abort(new Error('enough'));
    await expect(opening).rejects.toThrow('enough');
    const said = board.heard.length;
    await board.clock.advance(500);
    expect(board.heard).toHaveLength(said);
    expect(board.transport.state).toBe('open');
  });
});

describe('commands', () => {
  it('are written as the guide says', async () => {
    const board = await setUp(obedient);
    const link = await opened(board);
    board.heard.length = 0;
    await within(
      board,
      100,
      Promise.all([
        link.pinMode('A5', 'input-pullup'),
        link.digitalWrite('D13', true),
        link.pwmWrite('D3', 0.5),
        link.servoWrite('D9', 90.4),
        link.tone('D8', 440, 1000),
        link.subscribeAnalog(['A0', 'A5'], { periodMs: 20, deadband: 3 }),
        link.subscribeDigital(['D2', 'A0']),
        link.sendText('é'),
      ]),
    );
    expect(board.heard.filter(({ type }) => type >= 0x10).map(({ type, payload }) => [type, ...payload])).toEqual([
      [host.PIN_MODE, 19, 1],
      [host.DIGITAL_WRITE, 13, 1],
      [host.PWM_WRITE, 3, 128],
      [host.SERVO_WRITE, 9, 90],
      [host.TONE, 8, 0xb8, 1, 0xe8, 3],
      [host.SUBSCRIBE_ANALOG, 0b100001, 20, 0, 3],
      [host.SUBSCRIBE_DIGITAL, 0x04, 0x40, 0],
      [host.TEXT, 0xc3, 0xa9],
    ]);
  });

  it('never have more bytes on the way than the board granted', async () => {
    const waiting: (() => void)[] = [];
    let [under, most] = [0, 0];
    const board = await setUp((got, say) => {
      if (got.type < LINK_PROTOCOL.firstCommand) return obedient(got, say);
      // With its CRC, stuffing and both zeros.
      const bytes = got.payload.length + 9;
      most = Math.max(most, (under += bytes));
      waiting.push(() => {
        under -= bytes;
        say(frame(device.ACK, got.number));
      });
    });
    const link = await opened(board);
    const all = Promise.all(Array.from({ length: 300 }, (_, i) => link.digitalWrite('D13', i % 2 === 0)));
    let done = false;
    void all.then(() => (done = true));
    for (let i = 0; i < 2000 && !done; i++) {
      waiting.shift()?.();
      await board.clock.advance(1, 1);
    }
    await all;
    expect(most).toBeGreaterThan(40);
    expect(most).toBeLessThanOrEqual(60);
  });

  it('are sent again until they are answered, with the same number', async () => {
    let seen = 0;
    const board = await setUp((got, say) => {
      if (got.type === host.DIGITAL_WRITE && ++seen < 4) return;
      obedient(got, say);
    });
    const link = await opened(board);
    await within(board, 1500, link.digitalWrite('D13', true));
    const writes = board.heard.filter(({ type }) => type === host.DIGITAL_WRITE);
    expect(writes.map(({ number }) => number)).toEqual([1, 1, 1, 1]);
    expect(link.statistics.resent).toBe(3);
  });

  it('are sent again at once from the one that the board misses', async () => {
    let lost = false;
    const board = await setUp((got, say) => {
      if (got.type < LINK_PROTOCOL.firstCommand) return obedient(got, say);
      if (got.number === 2 && !lost) return void (lost = true);
      const [expected] = [board.heard.filter(({ number }) => number === 2).length > 1 ? 0 : 2];
      if (expected && got.number > 2) return say(frame(device.GAP, 2));
      say(frame(device.ACK, got.number));
    });
    const link = await opened(board);
    const before = board.clock.now();
    await within(board, 40, Promise.all([1, 2, 3, 4].map(() => link.digitalWrite('D13', true))));
    expect(board.clock.now() - before).toBeLessThan(60);
  });

  it('tell why the board refuses, and refuse themselves what no such board has', async () => {
    const board = await setUp((got, say) => {
      if (got.type === host.PWM_WRITE) say(frame(device.REFUSED, got.number, [LINK_PROTOCOL.refusal.PIN]));
      else obedient(got, say);
    });
    const link = await opened(board);
    const refused = { code: 'refused', details: { reason: 'pin' } };
    await expect(within(board, 50, link.pwmWrite('D4', 1))).rejects.toMatchObject(refused);
    await expect(link.digitalWrite('P0', true)).rejects.toMatchObject({ code: 'refused', details: { pin: 'P0' } });
    await expect(link.showText('hi')).rejects.toMatchObject({ details: { reason: 'unknown' } });
    await within(board, 50, link.digitalWrite('D4', true));
  });
});

describe('what the board says', () => {
  it('is told once, with texts and events acknowledged', async () => {
    const board = await setUp(obedient);
    const link = await opened(board);
    const told: unknown[] = [];
    link.onText((text) => told.push(text));
    link.onProgramError((error) => told.push(error));
    board.say(frame(device.TEXT, 1, [0xe4, 0xbd]));
    board.say(frame(device.TEXT, 1, [0xe4, 0xbd]));
    board.say(frame(device.TEXT, 2, [0xa0, 0x21]));
    board.say(frame(device.PROGRAM_ERROR, 3, [7, 1, 0x34, 0x12]));
    await board.clock.advance(50);
    expect(told).toEqual(['你!', { code: 7, thread: 1, offset: 0x1234 }]);
    expect(board.heard.filter(({ type }) => type === host.STREAM_ACK).map(({ number }) => number)).toEqual([
      1, 1, 2, 3,
    ]);
  });

  it('has a time without a jump where the clock of the board begins again', async () => {
    const board = await setUp((got, say) => {
      const late = hello([...got.payload.slice(1)]);
      late.splice(-4, 4, 0, 0, 0xff, 0xff);
      if (got.type === host.HELLO) say(frame(device.HELLO, 0, late));
    });
    const link = await opened(board);
    const times: number[] = [];
    link.onSample(({ time }) => times.push(time));
    for (const stamp of [
      [0, 1, 0xff, 0xff],
      [0, 0, 1, 0],
      [0, 0, 2, 0],
    ])
      board.say(frame(device.ANALOG + 1, times.length, [...stamp, 1, 2]));
    await board.clock.advance(20);
    expect(times).toEqual([0x100, 0x20000, 0x30000]);
  });

  it('counts samples that are missing, and heals a change of level that was lost', async () => {
    const board = await setUp(obedient);
    const link = await opened(board);
    const seen: unknown[] = [];
    link.onSample(({ kind, values }) => seen.push([kind, values]));
    board.say(frame(device.DIGITAL, 254, [0, 0, 0, 0, 4, 0, 0, 12, 0, 0]));
    board.say(frame(device.ANALOG + 0b100001, 1, [0, 0, 0, 0, 0xff, 0xff, 0b1101]));
    board.say(frame(device.BEAT, 0, [0, 0, 0, 0, 2, 9, 8, 0, 0, 12, 0, 0]));
    await board.clock.advance(20);
    expect(seen).toEqual([
      ['digital', { D2: 1, D3: 0 }],
      ['analog', { A0: 1023, A5: 511 }],
      ['digital', { D2: 0, D3: 1 }],
    ]);
    expect(link.statistics).toMatchObject({ lostSamples: 2, skippedSamples: 9 });
    expect(link.program).toBe('running');
    expect(link.value('analog', 'A5')).toBe(511);
  });
});

describe('a link that breaks', () => {
  it('looks for a board that fell silent, and asks for its subscriptions again', async () => {
    let silent = false;
    const board = await setUp((got, say) => {
      if (!silent) obedient(got, say);
    });
    const link = await opened(board);
    const told: string[] = [];
    link.onSeeking(() => told.push('seeking'));
    link.onRestarted(() => told.push('restarted'));
    link.onLost(() => told.push('lost'));
    await within(board, 50, link.subscribeAnalog(['A0'], { periodMs: 20 }));
    await within(board, 50, link.subscribeDigital(['D2']));
    silent = true;
    const write = link.digitalWrite('D13', true);
    await expect(within(board, 1200, write)).rejects.toMatchObject({ code: 'restarted' });
    expect(link.state).toBe('seeking');
    await expect(link.digitalWrite('D13', true)).rejects.toMatchObject({ code: 'restarted' });
    board.heard.length = 0;
    silent = false;
    await board.clock.advance(300);
    expect(told).toEqual(['seeking', 'restarted']);
    expect(board.heard.filter(({ type }) => type >= 0x10).map(({ type, number }) => [type, number])).toEqual([
      [host.SUBSCRIBE_ANALOG, 1],
      [host.SUBSCRIBE_DIGITAL, 2],
    ]);
    silent = true;
    await board.clock.advance(7000);
    expect(told).toEqual(['seeking', 'restarted', 'seeking', 'lost']);
    expect(link.state).toBe('ended');
    await expect(link.digitalWrite('D13', true)).rejects.toMatchObject({ code: 'closed' });
  });

  it('is lost with its cable', async () => {
    const board = await setUp((got, say) => {
      if (got.type === host.HELLO) obedient(got, say);
    });
    const link = await opened(board);
    const lost: string[] = [];
    link.onLost(({ code }) => lost.push(code));
    const write = link.digitalWrite('D13', true);
    write.catch(() => undefined);
    board.port.unplug();
    await board.clock.advance(50);
    await expect(write).rejects.toMatchObject({ code: 'lost' });
    expect(lost).toEqual(['lost']);
  });

  it('says goodbye and is silent then', async () => {
    const board = await setUp(obedient);
    const link = await opened(board);
    await within(board, 400, link.close());
    expect(board.heard.at(-1)!.type).toBe(host.BYE);
    const said = board.heard.length;
    await board.clock.advance(2000);
    expect(board.heard).toHaveLength(said);
    expect(link.state).toBe('ended');
  });
});

describe('the link in lines of text', () => {
  it('does the same', async () => {
    const clock = new VirtualClock();
    const reader = new LineReader();
    const heard: string[] = [];
    const port: FakeSerialPort = new FakeSerialPort({
      onBytes: (bytes) => {
        for (const fields of reader.push(bytes)) {
          const [kind, number] = fields;
          if (kind !== 'k') heard.push(fields.join(' '));
          if (kind === 'h') say('H', number!, 1, '1.0.0', 'microbit-v2', 100, 5000);
          else if (kind === 'r') say('V', number!, 1);
          else if (kind === 's') say('E', number!, 3);
          else if (kind !== 'k') say('A', number!);
        }
      },
    });
    const say = (...fields: (string | number)[]): void => port.receive(encodeLine(fields));
    const transport = new WebSerialTransport(port, { clock });
    await transport.open({ baudRate: 115200 });
    const opening = openTextLink(transport, { random: seededRandom(1) });
    await clock.advance(200);
    const link = await opening;
    links.push(link);
    expect(link.hello).toMatchObject({ board: 'microbit-v2', firmware: '1.0.0', credit: 100 });
    const samples: unknown[] = [];
    link.onSample((sample) => samples.push(sample));
    heard.length = 0;
    const asked = Promise.all([
      link.subscribeAnalog(['ax', 'P0'], { periodMs: 20 }),
      link.subscribeDigital(['a', 'gesture']),
      link.digitalRead('b'),
      link.pwmWrite('P0', 1),
      link.tone('P0', 440, 500),
      link.showText('Hi 你*'),
      link.showLights(Array.from({ length: 25 }, (_, i) => i % 6 === 0)),
      link.servoWrite('P1', 90).catch(({ details }: { details: unknown }) => details),
    ]);
    await clock.advance(200);
    expect((await asked).slice(2)).toEqual([true, undefined, undefined, undefined, undefined, { reason: 'value' }]);
    expect(heard).toEqual([
      'u 1 20 ax P0',
      'c 2 a gesture',
      'r 3 b',
      'p 4 P0 1023',
      't 5 440 500',
      'd 6 Hi%20%E4%BD%A0*',
      'l 7 1000001000001000001000001',
      's 8 P1 90',
    ]);
    say('S', 0, 5020, 'ax=-1023', 'P0=512');
    say('C', 1, 5040, 'a=1');
    say('S', 3, 5060, 'ax=12');
    await clock.advance(20);
    expect(samples).toEqual([
      { kind: 'analog', time: 20_000, values: { ax: -1023, P0: 512 } },
      { kind: 'digital', time: 40_000, values: { a: 1 } },
      { kind: 'analog', time: 60_000, values: { ax: 12 } },
    ]);
    expect(link.statistics.lostSamples).toBe(1);
    await expect(link.digitalWrite('P99', true)).rejects.toMatchObject({ details: { reason: 'pin' } });
    await expect(link.startProgram()).rejects.toMatchObject({ details: { reason: 'unknown' } });
  });
});
