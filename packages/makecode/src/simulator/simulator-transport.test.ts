import { testTransportContract } from '@paperkite/boards/testing';
import type { MicrobitSimulatorEvent } from './microbit-simulator.ts';
import { MicrobitSimulatorTransport } from './simulator-transport.ts';

/** The serial side of a simulated board, without a browser: test/microbit has the whole. */
testTransportContract('The cable of a simulated micro:bit', () => {
  const listeners = new Set<(event: MicrobitSimulatorEvent) => void>();
  let received = '';
  let resets = 0;
  const transport = new MicrobitSimulatorTransport(
    {
      onEvent: (listener) => (listeners.add(listener), () => void listeners.delete(listener)),
      sendSerial: (text) => void (received += text),
      run: async () => void (resets += 1),
    },
    '',
  );
  const send = (bytes: Uint8Array) => {
    const text = Buffer.from(bytes).toString('latin1');
    for (const listener of listeners) listener({ type: 'serial', text });
  };
  const device = {
    send,
    received: () => new Uint8Array(Buffer.from(received, 'latin1')),
    resets: () => resets,
    unplug: () => transport.unplug(),
    plug: () => transport.plug(),
  };
  return { transport, device };
});
