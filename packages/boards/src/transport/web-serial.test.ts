import { describe, expect, it } from 'vitest';
import { FakeSerialPort, FakeUsbDevice } from '../fakes/index.ts';
import { testTransportContract } from '../testing/index.ts';
import type { BoardClock } from './clock.ts';
import type { TransportError } from './errors.ts';
import { usbSerialPort } from './web-usb.ts';
import { WebSerialTransport } from './web-serial.ts';

const quick: BoardClock = {
  now: () => performance.now(),
  wait: (_ms, signal) =>
    new Promise((resolve, reject) => {
      setTimeout(() => (signal?.aborted ? reject(signal.reason as Error) : resolve()), 1);
    }),
};

/** The board's half of both fakes: keeps what it hears, counts the edges of DTR that reset an Uno. */
function makeBoard() {
  const heard: number[] = [];
  let hold = Promise.withResolvers<void>();
  hold.resolve();
  let resets = 0;
  let dtr = false;
  return {
    heard,
    resets: () => resets,
    stall: (on: boolean) => {
      if (on) hold = Promise.withResolvers<void>();
      else hold.resolve();
    },
    onBytes: async (bytes: Uint8Array) => {
      await hold.promise;
      heard.push(...bytes);
    },
    onSignals: (signals: { readonly dataTerminalReady: boolean }) => {
      if (signals.dataTerminalReady && !dtr) resets++;
      dtr = signals.dataTerminalReady;
    },
  };
}

testTransportContract('Web Serial', () => {
  const board = makeBoard();
  const port = new FakeSerialPort(board);
  return {
    transport: new WebSerialTransport(port, { clock: quick }),
    device: {
      send: (bytes) => port.receive(bytes),
      received: () => Uint8Array.from(board.heard),
      resets: board.resets,
      unplug: () => port.unplug(),
      plug: () => port.plug(),
      stall: board.stall,
      garble: () => port.overrun(),
    },
  };
});

testTransportContract('WebUSB through web-serial-polyfill', () => {
  const board = makeBoard();
  const device = new FakeUsbDevice(board);
  const port = usbSerialPort(device.asUsbDevice, device);
  if (port === null) throw new Error('the fake has no CDC-ACM function');
  return {
    transport: new WebSerialTransport(port, { kind: 'web-usb', clock: quick }),
    device: {
      send: (bytes) => device.receive(bytes),
      received: () => Uint8Array.from(board.heard),
      resets: board.resets,
      unplug: () => device.unplug(),
      plug: () => device.plug(),
      stall: board.stall,
    },
  };
});

describe('opening a port', () => {
  const codeOf = (promise: Promise<void>): Promise<unknown> =>
    promise.catch((error: unknown) => (error as TransportError).code);

  it('says that the system does not hand it over when another program has it', async () => {
    const port = new FakeSerialPort(makeBoard());
    port.busy = true;
    expect(await codeOf(new WebSerialTransport(port).open({ baudRate: 115_200 }))).toBe('open-failed');
  });

  it('says that this page has it already when two transports share a port', async () => {
    const port = new FakeSerialPort(makeBoard());
    const first = new WebSerialTransport(port);
    await first.open({ baudRate: 115_200 });
    expect(await codeOf(new WebSerialTransport(port).open({ baudRate: 115_200 }))).toBe('already-open');
    await first.close();
  });

  it('tells a speed that does not exist', async () => {
    expect(await codeOf(new WebSerialTransport(new FakeSerialPort(makeBoard())).open({ baudRate: 0 }))).toBe(
      'unsupported',
    );
  });

  it('tells over WebUSB an interface taken by the system from a device that its rules forbid', async () => {
    const device = new FakeUsbDevice(makeBoard());
    const port = usbSerialPort(device.asUsbDevice, device);
    if (port === null) throw new Error('the fake has no CDC-ACM function');
    const transport = new WebSerialTransport(port, { kind: 'web-usb' });
    device.claimedElsewhere = true;
    expect(await codeOf(transport.open({ baudRate: 115_200 }))).toBe('open-failed');
    device.claimedElsewhere = false;
    device.accessDenied = true;
    expect(await codeOf(transport.open({ baudRate: 115_200 }))).toBe('not-permitted');
  });

  it('takes a USB device without a serial function for none', () => {
    const device = new FakeUsbDevice(makeBoard());
    device.configurations[0]?.interfaces.pop();
    expect(usbSerialPort(device.asUsbDevice, device)).toBeNull();
  });
});
