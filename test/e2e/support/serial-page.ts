/**
 * In the page under test: `navigator.serial` with one port, at whose end a simulated Uno runs in a worker. The board that lies on
 * the person's desk, so to say; `window.deskBoard` is what their hands and eyes do to it.
 */
import { FakeSerialPort } from '@paperkite/boards/fakes';

/** Text of the simulator's worker, and of the board's bootloader; put here by `serialScript`. */
declare const WORKER_CODE: string;
declare const BOOTLOADER: string;

export interface DeskBoard {
  /** Pulls the cable, and puts it back. */
  unplug(): void;
  plug(): void;
  /** Another program takes the port, or gives it back. */
  setBusy(busy: boolean): void;
  /** Degrees of the servo on D9; undefined before its first pulse. */
  angle(): number | undefined;
  /** How often the light on D13 has changed. */
  blinks(): number;
}

interface Frame {
  type: 'frame';
  builtInLed: number;
  parts: Record<string, { angle?: number }>;
}

function makeDesk(): void {
  const worker = new Worker(URL.createObjectURL(new Blob([WORKER_CODE], { type: 'text/javascript' })));
  const say = (message: object): void => worker.postMessage(message);
  let id = 0;
  let terminalReady = false;
  let angle: number | undefined;
  let lit = false;
  let blinks = 0;
  const port = new FakeSerialPort(
    {
      onOpen: (baudRate) => say({ type: 'connect', id: ++id, baudRate, resets: false }),
      onClose: () => say({ type: 'disconnect' }),
      onSignals: ({ dataTerminalReady }) => {
        if (dataTerminalReady && !terminalReady) say({ type: 'reset' });
        terminalReady = dataTerminalReady;
      },
      onBytes: (bytes) => say({ type: 'send', bytes }),
    },
    { usbVendorId: 0x2341, usbProductId: 0x0043 },
  );
  worker.onmessage = ({ data }: MessageEvent<Frame | { type: 'bytes'; bytes: Uint8Array }>) => {
    if (data.type === 'bytes') port.receive(data.bytes);
    if (data.type !== 'frame') return;
    angle = data.parts.servo?.angle ?? angle;
    if (data.builtInLed > 0.5 !== lit) blinks++;
    lit = data.builtInLed > 0.5;
  };
  say({ type: 'start', board: { bootloader: BOOTLOADER } });
  say({ type: 'parts', parts: [{ id: 'servo', kind: 'servo', pins: { PWM: 'D9' }, settings: {} }] });

  let allowed = false;
  const serial = Object.assign(new EventTarget(), {
    requestPort: async () => {
      if (!port.connected) throw new DOMException('No port selected by the user.', 'NotFoundError');
      allowed = true;
      return port;
    },
    getPorts: async () => (allowed && port.connected ? [port] : []),
  });
  // A port's events bubble to `navigator.serial`.
  port.addEventListener('connect', () => serial.dispatchEvent(new Event('connect')));
  Object.defineProperty(Navigator.prototype, 'serial', { configurable: true, get: () => serial });

  const desk: DeskBoard = {
    unplug: () => {
      say({ type: 'power', on: false });
      terminalReady = false;
      port.unplug();
    },
    plug: () => {
      say({ type: 'power', on: true });
      port.plug();
    },
    setBusy: (busy) => (port.busy = busy),
    angle: () => angle,
    blinks: () => blinks,
  };
  Object.assign(window, { deskBoard: desk });
}

// The stage's frame has no board of its own.
if (window === window.top) makeDesk();
