export * from './fake-serial.ts';
export * from './fake-serial-port.ts';
export * from './fake-usb-device.ts';
