export * from './errors.ts';
export { isUnoPin, UNO_PINS, type PinMode, type UnoPin } from './uno/pins.ts';
export { SerialPort } from './uno/serial-port.ts';
export type { PinDriver, PinListener } from './uno/pin-bank.ts';
export { UnoBoard, type ResetCause, type UnoBoardOptions } from './uno/uno-board.ts';
export { boardClock, LockStep } from './transport/board-pacer.ts';
export {
  SimulatorTransport,
  simulatorTransport,
  type SimulatorTransportOptions,
} from './transport/simulator-transport.ts';
export type { Part, PartDescription, PartKind, PartState } from './parts/part.ts';
export { wirePart } from './parts/wire-part.ts';
export type { TwiDevice } from './uno/twi-bus.ts';
export type { FromWorker, Mailbox, ToWorker, UnoFailure, UnoFrame } from './worker/messages.ts';
export { UnoSimulator, type UnoSimulatorOptions } from './worker/uno-simulator.ts';
