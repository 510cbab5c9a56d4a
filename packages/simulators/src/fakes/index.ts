export { deskPort, type DeskPort } from './desk-port.ts';
