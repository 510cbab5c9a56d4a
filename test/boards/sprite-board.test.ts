import { readFileSync } from 'node:fs';
import { openLink, SpriteBoard, type BoardLink } from '@paperkite/boards';
import { seededRandom } from '@paperkite/kernel';
import { simulatorTransport, UnoBoard, wirePart } from '@paperkite/simulators';
import type { BoardAction, StageBoard } from '@paperkite/stage/host';
import { afterEach, describe, expect, it } from 'vitest';

const FIRMWARE = readFileSync(new URL('../../firmware-bridges/arduino-uno/paperkite-uno.hex', import.meta.url), 'utf8');

const links: BoardLink[] = [];
afterEach(() => void links.splice(0).map((link) => link.close()));

async function attached() {
  const board = new UnoBoard();
  board.loadHex(FIRMWARE);
  const transport = simulatorTransport(board);
  await transport.open({ baudRate: 115200 });
  const link = await openLink(transport, { random: seededRandom(1) });
  links.push(link);
  const sprites = new SpriteBoard();
  // What the stage takes.
  const lent: StageBoard = sprites;
  const told: unknown[] = [];
  lent.listen(({ digital, analog }) => told.push([lent.connected, { ...digital, ...analog }]));
  const problems: string[] = [];
  sprites.onProblem(({ pin }) => problems.push(pin));
  return { board, transport, link, sprites, told, problems };
}

const action = (kind: BoardAction['kind'], pin: string, value = 0, ms = 0): BoardAction => ({ kind, pin, value, ms, text: '' }); // prettier-ignore

describe('the board that sprites share', () => {
  it('tells what was asked for before and after it came, and that it went', async () => {
    const { board, transport, link, sprites, told } = await attached();
    board.drive('A0', 2.5);
    board.drive('D2', 5);
    // P0 is a pin of another board.
    sprites.watch(['D2', 'P0'], ['A0']);
    expect(sprites.connected).toBe(false);
    sprites.attach(link);
    await transport.clock.wait(60);
    expect(told[0]).toEqual([true, {}]);
    expect(told).toContainEqual([true, { D2: 1 }]);
    expect(told).toContainEqual([true, { A0: 512 }]);
    expect(told).toHaveLength(3);
    sprites.watch([], ['A0', 'A1']);
    await transport.clock.wait(20);
    told.length = 0;
    board.drive('A0', 5);
    board.drive('D2', 0);
    await transport.clock.wait(60);
    expect(told).toContainEqual([true, { A0: 1023 }]);
    expect(told.some((entry) => JSON.stringify(entry).includes('D2'))).toBe(false);
    sprites.attach(null);
    expect(told.at(-1)).toEqual([false, {}]);
  });

  it('does the latest of each pin when sprites are faster than the line', async () => {
    const { board, transport, link, sprites, problems } = await attached();
    sprites.attach(link);
    let edges = 0;
    board.onPin((pin) => void (pin === 'D13' && edges++));
    for (let i = 0; i < 500; i++) sprites.act([action('digital', 'D13', (i + 1) % 2), action('servo', 'D9', i % 180)]);
    sprites.act([action('digital', 'D13', 1), action('pwm', 'D4', 1)]);
    await transport.clock.wait(100);
    expect(board.level('D13')).toBe(1);
    expect(edges).toBeLessThan(20);
    // D4 has no PWM: the page may say so.
    expect(problems).toEqual(['D4']);
  });

  it('ends tones with the project, and keeps levels', async () => {
    const { board, transport, link, sprites } = await attached();
    sprites.attach(link);
    sprites.act([action('tone', 'D8', 440), action('digital', 'D13', 1)]);
    await transport.clock.wait(50);
    sprites.stop();
    await transport.clock.wait(50);
    let edges = 0;
    board.onPin((pin) => void (pin === 'D8' && edges++));
    await transport.clock.wait(50);
    expect(edges).toBe(0);
    expect(board.level('D13')).toBe(1);
  });

  it('does what sprites wanted while it was on its way, the latest of each pin', async () => {
    const { board, transport, link, sprites, problems } = await attached();
    const servo = wirePart(board, { id: 'servo', kind: 'servo', pins: { PWM: 'D9' }, settings: {} });
    // Nobody switches it on.
    sprites.act([action('servo', 'D9', 150), action('digital', 'D12', 1)]);
    sprites.expect(true);
    sprites.act([action('servo', 'D9', 90)]);
    sprites.act([action('servo', 'D9', 30), action('digital', 'D13', 1), action('tone', 'D8', 440)]);
    sprites.stop();
    sprites.attach(link);
    await transport.clock.wait(100);
    expect(servo.state().angle).toBeCloseTo(30, 0);
    expect(['D12', 'D13'].map((pin) => board.level(pin as 'D12'))).toEqual([0, 1]);
    expect(board.mode('D8')).toBe('input');
    expect(problems).toEqual([]);

    // Switched off: what was meant for that one is not for the next.
    sprites.attach(null);
    sprites.act([action('servo', 'D9', 120)]);
    sprites.expect(false);
    sprites.attach(link);
    await transport.clock.wait(100);
    expect(servo.state().angle).toBeCloseTo(30, 0);
  });

  it('does after a restart of the board what it did not get to before', async () => {
    const { board, transport, link, sprites, problems } = await attached();
    const servo = wirePart(board, { id: 'servo', kind: 'servo', pins: { PWM: 'D9' }, settings: {} });
    sprites.attach(link);
    let restarts = 0;
    link.onRestarted(() => restarts++);
    // Its program is put into it anew. The link does not know yet.
    board.reset();
    sprites.act([action('servo', 'D9', 30), action('digital', 'D13', 1), action('tone', 'D8', 440)]);
    expect(link.state).toBe('linked');
    await new Promise<void>((resolve) => link.onSeeking(resolve));
    sprites.stop();
    sprites.act([action('digital', 'D13', 0), action('digital', 'D12', 1)]);
    while (restarts === 0) await transport.clock.wait(20);
    await transport.clock.wait(100);
    expect(servo.state().angle).toBeCloseTo(30, 0);
    expect([board.level('D12'), board.level('D13')]).toEqual([1, 0]);
    expect(problems).toEqual([]);
    let edges = 0;
    board.onPin((pin) => void (pin === 'D8' && edges++));
    await transport.clock.wait(50);
    expect(edges).toBe(0);
  });

  it('does not do again and again what makes the board restart, and tells', async () => {
    const { board, transport, link, sprites, problems } = await attached();
    const servo = wirePart(board, { id: 'servo', kind: 'servo', pins: { PWM: 'D9' }, settings: {} });
    sprites.attach(link);
    const before = servo.state().angle;
    let restarts = 0;
    // Both times before the board has done what it was told.
    link.onRestarted(() => {
      if (++restarts === 1) board.reset();
    });
    board.reset();
    sprites.act([action('servo', 'D9', 30)]);
    while (restarts < 2) await transport.clock.wait(20);
    await transport.clock.wait(100);
    expect(problems).toEqual(['D9']);
    expect(servo.state().angle).toBe(before);
    // What comes later is done.
    sprites.act([action('servo', 'D9', 60)]);
    await transport.clock.wait(100);
    expect(servo.state().angle).toBeCloseTo(60, 0);
    expect(problems).toEqual(['D9']);
  });
});
