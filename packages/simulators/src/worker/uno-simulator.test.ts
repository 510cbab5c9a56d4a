import { testTransportContract } from '@paperkite/boards/testing';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { makeMailbox, mailboxHex } from '../../test/mailbox.ts';
import type { FromWorker, Mailbox, ToWorker, UnoFailure, UnoFrame, UnoWorker } from './messages.ts';
import { UnoHost } from './uno-host.ts';
import { UnoSimulator } from './uno-simulator.ts';

/** Both sides in this thread, with a real channel between them. */
function makePair(hex: string) {
  const { port1, port2 } = new MessageChannel();
  const host = new UnoHost(port1 as unknown as Mailbox<FromWorker, ToWorker>);
  const page = Object.assign(port2 as unknown as Mailbox<ToWorker, FromWorker>, {
    terminate: () => {
      port1.close();
      port2.close();
    },
  });
  const simulator = new UnoSimulator(page, { hex, startUpMicroseconds: 100, resetsOnOpen: false });
  onTestFinished(() => simulator.close());
  return { host, simulator };
}

const started = (host: UnoHost): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => void (host.board ? resolve() : setTimeout(look, 1));
    look();
  });

testTransportContract('The simulated Uno in a worker', async () => {
  const { host, simulator } = makePair(mailboxHex);
  await started(host);
  const { transport } = simulator;
  return {
    transport,
    device: { ...makeMailbox(host.board!), unplug: () => transport.unplug(), plug: () => transport.plug() },
  };
});

describe('A simulated Uno in a worker', () => {
  afterEach(() => void vi.restoreAllMocks());

  const frameWith = (simulator: UnoSimulator, wanted: (frame: UnoFrame) => boolean): Promise<UnoFrame> =>
    new Promise((resolve) => {
      const stop = simulator.onFrame((frame) => {
        if (!wanted(frame)) return;
        stop();
        resolve(frame);
      });
    });

  it('stands still while nobody looks and nobody is connected, and goes on afterwards', async () => {
    const { host, simulator } = makePair(mailboxHex);
    await frameWith(simulator, (frame) => frame.microseconds > 1000);
    simulator.setVisible(false);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const then = host.board!.microseconds;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(host.board!.microseconds).toBe(then);
    simulator.setVisible(true);
    const frame = await frameWith(simulator, ({ microseconds }) => microseconds > then);
    expect(frame.factor).toBeGreaterThan(0);
    expect(frame.factor).toBeLessThanOrEqual(1);
  });

  it('tells what changed of pins and parts, and hears what a person does to them', async () => {
    const { host, simulator } = makePair(mailboxHex);
    const button = { id: 'b', kind: 'button', pins: { S: 'D2' }, settings: { wiring: 'low' } } as const;
    const strip = { id: 's', kind: 'strip', pins: { DIN: 'D6' }, settings: { count: 3 } } as const;
    simulator.setParts([button, strip]);
    const first = await frameWith(simulator, (frame) => 's' in frame.parts);
    expect(first.parts.s).toEqual({ pixels: [0, 0, 0] });
    const changes = frameWith(simulator, (frame) => frame.pins.some(({ pin }) => pin === 'D2'));
    host.board!.drive('D2', 5);
    expect((await changes).pins).toContainEqual({ pin: 'D2', level: 1, mode: 'input' });
    simulator.setInput('b', 1);
    const pressed = await frameWith(simulator, (frame) => frame.pins.some(({ pin }) => pin === 'D2'));
    expect(pressed.pins).toContainEqual({ pin: 'D2', level: 0, mode: 'input' });
    expect('s' in pressed.parts).toBe(false);
  });

  it('leaves a part as it is when others come, go or are wired otherwise', async () => {
    const { host, simulator } = makePair(mailboxHex);
    const button = { id: 'b', kind: 'button', pins: { S: 'D2' }, settings: { wiring: 'high' } } as const;
    const strip = { id: 's', kind: 'strip', pins: { DIN: 'D6' }, settings: { count: 3 } } as const;
    simulator.setParts([button, strip]);
    simulator.setInput('b', 1);
    await frameWith(simulator, (frame) => 's' in frame.parts);
    expect(host.board!.level('D2')).toBe(1);
    simulator.setParts([{ ...strip, settings: { count: 2 } }, button]);
    const next = await frameWith(simulator, (frame) => 's' in frame.parts);
    expect(next.parts.s).toEqual({ pixels: [0, 0] });
    expect(host.board!.level('D2')).toBe(1);
    simulator.setParts([{ ...button, pins: { S: 'D3' } }]);
    await frameWith(simulator, (frame) => frame.pins.some(({ pin, level }) => pin === 'D2' && level === 0));
    expect(host.board!.level('D3')).toBe(0);
  });

  it('says when a program is no Intel HEX', async () => {
    const { simulator } = makePair(mailboxHex);
    const failed = new Promise((resolve) => simulator.onFailure(resolve));
    simulator.load(':00');
    expect(await failed).toBe('bad-hex');
  });

  it('says when the simulator itself breaks down', async () => {
    const { host, simulator } = makePair(mailboxHex);
    const failed = new Promise((resolve) => simulator.onFailure(resolve));
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await started(host);
    host.board!.schedule(1000, () => {
      throw new Error('a part is broken');
    });
    expect(await failed).toBe('broken');
    expect(told).toHaveBeenCalledWith(new Error('a part is broken'));
  });

  it('says when its worker does not load, or has an error of its own', () => {
    const worker: UnoWorker = { postMessage: () => undefined, onmessage: null };
    const simulator = new UnoSimulator(worker);
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const failures: UnoFailure[] = [];
    simulator.onFailure((code) => failures.push(code));
    worker.onerror!({ preventDefault: () => undefined });
    worker.onerror!({ message: 'no such function', preventDefault: () => undefined });
    expect(failures).toEqual(['not-loaded', 'broken']);
    expect(told).toHaveBeenCalledWith('no such function');
  });
});
