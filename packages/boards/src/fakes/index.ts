export { FakeMicrobitUsb } from './fake-microbit-usb.ts';
export * from './fake-serial.ts';
export * from './fake-serial-port.ts';
export * from './fake-usb-device.ts';
