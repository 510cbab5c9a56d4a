export * from './link/index.ts';
export * from './transport/clock.ts';
export * from './transport/errors.ts';
export type * from './transport/serial-port.ts';
export type * from './transport/transport.ts';
export * from './transport/web-serial.ts';
export * from './transport/web-usb.ts';
export * from './transport/byte-inbox.ts';
