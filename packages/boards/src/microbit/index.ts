export { microbitBoardKind, type MicrobitKindOptions, type MicrobitProgram } from './microbit-kind.ts';
export type { MicrobitFlashOptions, MicrobitPort, MicrobitVersion } from './microbit-port.ts';
export type { MicrobitSession } from './microbit-session.ts';
export type { MakeMicrobitUsb, MicrobitUsb } from './usb-connection.ts';
export { MICROBIT_USB, microbitUsbSource } from './usb-source.ts';
