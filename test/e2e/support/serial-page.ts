/**
 * In the page under test: `navigator.serial` with one port, at whose end a simulated Uno runs in a worker. The board that lies on
 * the person's desk, so to say; `window.deskBoard` is what their hands and eyes do to it.
 */
import { UnoSimulator } from '@paperkite/simulators';
import { deskPort } from '@paperkite/simulators/fakes';

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

function makeDesk(): void {
  const worker = new Worker(URL.createObjectURL(new Blob([WORKER_CODE], { type: 'text/javascript' })));
  const uno = new UnoSimulator(worker as ConstructorParameters<typeof UnoSimulator>[0], {
    bootloader: BOOTLOADER,
    resetsOnOpen: false,
  });
  uno.setParts([{ id: 'servo', kind: 'servo', pins: { PWM: 'D9' }, settings: {} }]);
  const { port, unplug, plug } = deskPort(uno);
  let angle: number | undefined;
  let lit = false;
  let blinks = 0;
  uno.onFrame(({ builtInLed, parts }) => {
    angle = parts.servo?.angle ?? angle;
    if (builtInLed > 0.5 !== lit) blinks++;
    lit = builtInLed > 0.5;
  });

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
    unplug,
    plug,
    setBusy: (busy) => (port.busy = busy),
    angle: () => angle,
    blinks: () => blinks,
  };
  Object.assign(window, { deskBoard: desk });
}

// The stage's frame has no board of its own.
if (window === window.top) makeDesk();
