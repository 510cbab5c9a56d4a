import { describe, expect, it } from 'vitest';
import { BoardConnection } from '../connect/board-connection.ts';
import { FakeMicrobitUsb } from '../fakes/fake-microbit-usb.ts';
import { LinkError, type BoardLink } from '../link/index.ts';
import { writeIntelHex } from '../hex/hex-image.ts';
import { microbitBoardKind, type MicrobitKindOptions } from './microbit-kind.ts';
import type { WebBoardEnvironment, WebUsb } from '../connect/web-environment.ts';
import { MICROBIT_USB, microbitUsbSource } from './usb-source.ts';

const noLink = () => Promise.reject(new LinkError('no-answer'));

/** As far as the kind of board looks. */
const link = (closed: string[]) =>
  ({
    hello: { firmware: '1.0.0' },
    onLost: () => () => undefined,
    onText: () => () => undefined,
    close: async () => void closed.push('closed'),
  }) as unknown as BoardLink;

function environment(devices: readonly object[] = [], answerMs = 900): WebBoardEnvironment {
  let now = 0;
  const usb = Object.assign(new EventTarget(), {
    getDevices: () => Promise.resolve(devices),
    requestDevice: () => Promise.reject(new Error()),
  });
  return { usb: usb as unknown as WebUsb, isSecureContext: true, allows: () => true, now: () => (now += answerMs) };
}

function connect(usb: FakeMicrobitUsb, openLink: MicrobitKindOptions['openLink'] = noLink) {
  const source = microbitUsbSource(environment(), () => Promise.resolve(usb));
  const kind = microbitBoardKind({ bridge: (version) => Promise.resolve(`bridge ${version}`), openLink });
  return new BoardConnection({ source, kind });
}

/** A plain .hex for a V2 by its size. */
const plain = (bytes: number) =>
  writeIntelHex({
    segments: [{ address: 0, bytes: Uint8Array.from({ length: bytes }, (_, at) => (at === 3 ? 0x20 : at & 0xff)) }],
  } as Parameters<typeof writeIntelHex>[0]);

describe('a micro:bit that is connected', () => {
  it('is ready whatever program runs on it, and passes what that prints', async () => {
    const usb = new FakeMicrobitUsb();
    const connection = connect(usb);
    await connection.choose();
    expect(connection.state).toEqual({ name: 'ready', info: { board: 'microbit-v2', firmware: '' } });
    const heard: string[] = [];
    connection.session?.onText((text) => heard.push(text));
    usb.send(new TextEncoder().encode('x:5\n'));
    await expect.poll(() => heard).toEqual(['x:5\n']);
    await connection.session?.sendText('hi\n');
    expect(new TextDecoder().decode(usb.received())).toBe('hi\n');
    await connection.dispose();
  });

  it('is driven by the bridge where that answers', async () => {
    const closed: string[] = [];
    const connection = connect(new FakeMicrobitUsb(), () => Promise.resolve(link(closed)));
    await connection.choose();
    expect(connection.state).toMatchObject({ info: { firmware: '1.0.0' } });
    expect(connection.session?.link).not.toBeNull();
    await connection.dispose();
    expect(closed).toEqual(['closed']);
  });

  it('gets the bridge and programs for the very board that it is', async () => {
    const usb = new FakeMicrobitUsb();
    usb.board = 'V1';
    const connection = connect(usb);
    await connection.choose();
    await connection.putRight();
    expect(
      await connection.upload({ kind: 'compile', hexFor: (version) => Promise.resolve(`program ${version}`) }),
    ).toBe(true);
    expect(usb.flashed).toEqual(['bridge v1', 'program v1']);
    expect(connection.state.name).toBe('ready');
    await connection.dispose();
  });

  it('refuses a file for another board', async () => {
    const usb = new FakeMicrobitUsb();
    usb.board = 'V1';
    const connection = connect(usb);
    await connection.choose();
    expect(await connection.upload({ kind: 'hex', text: plain(0x48000) })).toBe(false);
    expect(connection.state).toMatchObject({ name: 'failed', code: 'file_wrong_board' });
    expect(usb.flashed).toEqual([]);
    await connection.dispose();
  });

  it('tells a shaky cable from one that was pulled', async () => {
    for (const [code, expected] of [
      ['timeout', { name: 'failed', code: 'upload_unsteady' }],
      ['device-disconnected', { name: 'lost', code: 'board_lost_uploading' }],
    ] as const) {
      const usb = new FakeMicrobitUsb();
      const connection = connect(usb);
      await connection.choose();
      usb.failure = Object.assign(new Error(code), { code });
      await connection.upload({ kind: 'hex', text: plain(0x48000) });
      expect(connection.state).toMatchObject(expected);
      await connection.dispose();
    }
  });

  it('says when the list was closed, and when there is no WebUSB', async () => {
    const usb = new FakeMicrobitUsb();
    usb.failure = Object.assign(new Error(), { code: 'no-device-selected' });
    const connection = connect(usb);
    await connection.choose();
    expect(connection.state).toEqual({ name: 'idle', notice: 'nothing_chosen' });
    const without = microbitUsbSource({ isSecureContext: true, allows: () => true, now: () => 0 });
    expect(without.obstacle()).toBe('unsupported_browser');
  });
});

describe('micro:bits that the browser reaches', () => {
  const device = { vendorId: MICROBIT_USB.vendor, productId: MICROBIT_USB.product };
  const plugIn = ({ usb }: WebBoardEnvironment) =>
    (usb as unknown as EventTarget).dispatchEvent(Object.assign(new Event('connect'), { device }));

  it('are gone back to without a click where there is one, each time by the same connection', async () => {
    const made: FakeMicrobitUsb[] = [];
    const one = environment([device]);
    const source = microbitUsbSource(one, () => Promise.resolve(made[made.push(new FakeMicrobitUsb()) - 1]!));
    const [port] = await source.remembered();
    const plugged: unknown[] = [];
    source.onPlugged((each) => plugged.push(each));
    plugIn(one);
    await expect.poll(() => plugged).toEqual([port]);
    expect(await source.remembered()).toEqual([port]);
    expect(made.length).toBe(1);
    expect(
      await microbitUsbSource(environment([device, device]), () => Promise.reject(new Error())).remembered(),
    ).toEqual([]);
  });

  it('are reached once the library can be had, although it could not before', async () => {
    let offline = true;
    const source = microbitUsbSource(environment([device]), () =>
      offline ? Promise.reject(new Error('offline')) : Promise.resolve(new FakeMicrobitUsb()),
    );
    await expect(source.remembered()).rejects.toThrow('offline');
    offline = false;
    expect(await source.remembered()).toHaveLength(1);
  });

  it('leave nothing behind when another one is chosen', async () => {
    const made: FakeMicrobitUsb[] = [];
    const source = microbitUsbSource(environment(), () => Promise.resolve(made[made.push(new FakeMicrobitUsb()) - 1]!));
    await source.request();
    await source.request();
    expect(made.map(({ disposed }) => disposed)).toEqual([true, false]);
    // What was chosen and never opened is given back, too.
    const port = await source.request();
    await port.transport.close();
    expect(made.at(-1)?.status).toBe('Disconnected');
  });

  it.each([
    ['a list that was closed', { code: 'no-device-selected' }, 900, 'nothing_chosen'],
    ['a list that was never shown', { code: 'no-device-selected' }, 2, 'blocked_by_policy'],
    ['a policy', { name: 'SecurityError', message: 'disallowed by permissions policy' }, 900, 'blocked_by_policy'],
    [
      'a click too long ago',
      { name: 'SecurityError', message: 'Must be handling a user gesture' },
      900,
      'nothing_chosen',
    ],
  ])('say %s', async (_, cause, answerMs, code) => {
    const usb = new FakeMicrobitUsb();
    usb.failure = Object.assign(new Error(), 'code' in cause ? cause : { code: 'connection-error', cause });
    const source = microbitUsbSource(environment([], answerMs), () => Promise.resolve(usb));
    await expect(source.request()).rejects.toMatchObject({ code });
    expect(usb.disposed).toBe(true);
  });
});
