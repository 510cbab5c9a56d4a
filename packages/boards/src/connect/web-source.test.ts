import { describe, expect, it } from 'vitest';
import { FakeSerial, FakeSerialPort, FakeUsbDevice } from '../fakes/index.ts';
import type { BoardPort } from './board-source.ts';
import { ConnectError } from './connect-codes.ts';
import { webPortClaims } from './web-claims.ts';
import type { WebBoardEnvironment, WebUsb } from './web-environment.ts';
import { webBoardSource } from './web-source.ts';

const UNO = { usbVendorId: 0x2341, usbProductId: 0x0043 };
const port = (info = UNO): FakeSerialPort => new FakeSerialPort({ onBytes: () => undefined }, info);

function environment(parts: Partial<WebBoardEnvironment> & { answerMs?: number } = {}): WebBoardEnvironment {
  let now = 0;
  return { isSecureContext: true, allows: () => true, now: () => (now += parts.answerMs ?? 900), ...parts };
}

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'none',
    (error: unknown) => (error instanceof ConnectError ? error.code : error),
  );

function usbWith(device: FakeUsbDevice): WebUsb {
  return Object.assign(device, {
    requestDevice: () => Promise.resolve(device.asUsbDevice),
    getDevices: () => Promise.resolve([device.asUsbDevice]),
  }) as unknown as WebUsb;
}

describe('the browser as a source of boards', () => {
  const serial = new FakeSerial(() => Promise.resolve(port()));

  it('says beforehand why there can be none', () => {
    const obstacle = (parts: Partial<WebBoardEnvironment>): unknown => webBoardSource(environment(parts)).obstacle();
    expect(obstacle({ isSecureContext: false })).toBe('insecure_page');
    expect(obstacle({})).toBe('unsupported_browser');
    expect(obstacle({ serial, allows: () => false })).toBe('blocked_by_policy');
    expect(obstacle({ serial })).toBeNull();
  });

  it('shows boards in the list, or every port when asked', async () => {
    const shown: number[] = [];
    const serial = new FakeSerial((filters) => {
      shown.push(filters.length);
      return Promise.resolve(port());
    });
    const source = webBoardSource(environment({ serial }));
    await source.request();
    await source.request({ all: true });
    expect(shown[0]).toBeGreaterThan(3);
    expect(shown[1]).toBe(0);
  });

  it('tells a list that was closed from one that the browser never showed', async () => {
    const closed = new FakeSerial(() => Promise.resolve(null));
    expect(await codeOf(webBoardSource(environment({ serial: closed })).request())).toBe('nothing_chosen');
    expect(await codeOf(webBoardSource(environment({ serial: closed, answerMs: 2 })).request())).toBe(
      'blocked_by_policy',
    );
    const forbidden = new FakeSerial(() =>
      Promise.reject(new DOMException('disallowed by permissions policy', 'SecurityError')),
    );
    expect(await codeOf(webBoardSource(environment({ serial: forbidden })).request())).toBe('blocked_by_policy');
  });

  it('remembers boards that were allowed before and are plugged in, each as one port', async () => {
    const here = port();
    const away = port();
    const serial = new FakeSerial(() => Promise.resolve(here));
    const modem = port({ usbVendorId: 0x1199, usbProductId: 1 });
    for (const each of [here, away, modem]) serial.allow(each);
    away.unplug();
    const source = webBoardSource(environment({ serial }));
    const [remembered, ...others] = await source.remembered();
    expect(others).toEqual([]);
    expect(remembered?.usb).toEqual({ vendor: 0x2341, product: 0x0043 });
    expect(await source.request()).toBe(remembered);
  });

  it('hears that a board was plugged in', async () => {
    const board = port();
    const serial = new FakeSerial(() => Promise.resolve(board));
    serial.allow(board);
    const source = webBoardSource(environment({ serial }));
    const plugged: BoardPort[] = [];
    const stop = source.onPlugged((each) => plugged.push(each));
    board.unplug();
    board.plug();
    expect(plugged).toEqual(await source.remembered());
    stop();
    board.unplug();
    board.plug();
    expect(plugged.length).toBe(1);
  });

  it('uses WebUSB where there is no Web Serial, and says which boards that cannot reach', async () => {
    const device = new FakeUsbDevice({ onBytes: () => undefined });
    const source = webBoardSource(environment({ usb: usbWith(device) }));
    const found = await source.request();
    expect(found.transport.kind).toBe('web-usb');
    expect(await source.remembered()).toEqual([found]);
    const foreign = new FakeUsbDevice({ onBytes: () => undefined });
    foreign.configurations[0]?.interfaces.splice(0);
    expect(await codeOf(webBoardSource(environment({ usb: usbWith(foreign) })).request())).toBe(
      'usb_chip_needs_serial',
    );
  });
});

describe('who has a board open', () => {
  it('is seen by other tabs until it is given back', async () => {
    const board = { id: 'port-1', usb: { vendor: 0x2341, product: 0x0043 }, transport: null as never };
    const other = { ...board, usb: { vendor: 0x1a86, product: 0x7523 } };
    const here = webPortClaims(navigator.locks as never);
    const otherTab = webPortClaims(navigator.locks as never);
    const release = here.claim(board);
    await Promise.resolve();
    expect(await otherTab.heldElsewhere(board)).toBe(true);
    expect(await otherTab.heldElsewhere(other)).toBe(false);
    expect(await here.heldElsewhere(board)).toBe(false);
    release();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await otherTab.heldElsewhere(board)).toBe(false);
  });
});
