import { FakeSerialPort } from '@paperkite/boards/fakes';
import type { UnoSimulator } from '../worker/uno-simulator.ts';

/** A serial port of the browser's with its cable. */
export interface DeskPort {
  readonly port: FakeSerialPort;
  /** Pulls the cable, and puts it back. */
  unplug(): void;
  plug(): void;
}

/**
 * The port of a simulated Uno (made with `resetsOnOpen: false`: the lines of the port do that) that a page takes for a real one. Who
 * waits for the board waits in the board's time: a busy computer may run it at a fraction of its speed, and it must not look dead.
 */
export function deskPort(simulator: UnoSimulator): DeskPort {
  const { transport } = simulator;
  let opened = Promise.resolve();
  let terminalReady = false;

  const listen = async (): Promise<void> => {
    while (transport.state === 'open') port.receive(await transport.read());
  };
  const port = new FakeSerialPort(
    {
      clock: transport.clock,
      onOpen: (baudRate) => {
        opened = transport.open({ baudRate });
        // The board was unplugged, or the port closed.
        opened.then(listen).catch(() => undefined);
      },
      onClose: () => {
        terminalReady = false;
        void transport.close();
      },
      onSignals: ({ dataTerminalReady }) => {
        if (dataTerminalReady && !terminalReady) simulator.reset();
        terminalReady = dataTerminalReady;
      },
      onBytes: async (bytes) => {
        await opened;
        await transport.write(bytes);
      },
    },
    { usbVendorId: 0x2341, usbProductId: 0x0043 },
  );
  return {
    port,
    unplug: () => {
      transport.unplug();
      port.unplug();
    },
    plug: () => {
      transport.plug();
      port.plug();
    },
  };
}
