import type {
  Acceleration,
  MicrobitButton,
  MicrobitGesture,
  MicrobitPin,
  MicrobitSensor,
  MicrobitState,
  RadioPacket,
} from './world.ts';

/** What the page tells the simulator's frame. */
export type ToSimulator =
  /** `code` is the compiler's output for the simulator. What was set before stays set. */
  | { type: 'run'; serial: number; code: string }
  | { type: 'stop' }
  | { type: 'button'; button: MicrobitButton; down: boolean }
  | { type: 'logo'; down: boolean }
  /** A finger on a pin. */
  | { type: 'touch'; pin: MicrobitPin; down: boolean }
  /** 0..1023 from outside into a pin. */
  | { type: 'pin'; pin: MicrobitPin; value: number }
  | { type: 'sensor'; sensor: MicrobitSensor; value: number }
  | { type: 'acceleration'; at: Acceleration }
  | { type: 'gesture'; gesture: MicrobitGesture }
  | { type: 'serial'; text: string }
  | { type: 'radio'; packet: RadioPacket }
  | { type: 'mute'; on: boolean };

/** What the frame tells the page. A program in it may say anything: see `decodeFromSimulator`. */
export type FromSimulator =
  | { type: 'ready' }
  /** Its own script broke off before that. */
  | { type: 'failed'; message: string }
  /** The program runs, or (with a message) does not. */
  | { type: 'started'; serial: number; failure: string | null }
  | { type: 'state'; state: MicrobitState }
  /** Text that the program sent over USB; not always whole lines. */
  | { type: 'serial'; text: string }
  | { type: 'radio'; packet: RadioPacket }
  /** A running program broke off. */
  | { type: 'broken'; message: string };

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
/** Letters; the frame says nothing longer. */
const MOST_TEXT = 100_000;
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= MOST_TEXT;

function isState(value: unknown): value is MicrobitState {
  const state = value as Partial<MicrobitState> | null;
  return (
    typeof state === 'object' &&
    state !== null &&
    Array.isArray(state.leds) &&
    state.leds.length === 25 &&
    state.leds.every(isNumber) &&
    Array.isArray(state.pins) &&
    state.pins.length <= 32 &&
    state.pins.every((pin) => isText(pin?.pin) && isText(pin.use) && isNumber(pin.value)) &&
    isNumber(state.tone) &&
    Array.isArray(state.parts) &&
    state.parts.length <= 32 &&
    state.parts.every(isText) &&
    typeof state.needsV2 === 'boolean'
  );
}

function isPacket(value: unknown): value is RadioPacket {
  const packet = value as Partial<RadioPacket> | null;
  return (
    packet?.data instanceof Uint8Array &&
    packet.data.length <= 64 &&
    [packet.group, packet.signal, packet.serial, packet.time].every(isNumber)
  );
}

/** Checks what came from the frame, where a program runs; null when it is none of the messages. */
export function decodeFromSimulator(data: unknown): FromSimulator | null {
  const message = data as FromSimulator | null;
  if (typeof message !== 'object' || message === null) return null;
  switch (message.type) {
    case 'ready':
      return { type: 'ready' };
    case 'failed':
      return isText(message.message) ? { type: 'failed', message: message.message } : null;
    case 'started':
      return isNumber(message.serial) && (message.failure === null || isText(message.failure)) ? message : null;
    case 'state':
      return isState(message.state) ? message : null;
    case 'serial':
      return isText(message.text) ? message : null;
    case 'radio':
      return isPacket(message.packet) ? message : null;
    case 'broken':
      return isText(message.message) ? message : null;
    default:
      return null;
  }
}
