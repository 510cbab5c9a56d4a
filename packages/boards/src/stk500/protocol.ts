/**
 * The part of STK500 version 1 that Arduino's bootloaders speak (Optiboot, the ATmegaBOOT of old Nanos). A command ends in
 * `END_OF_PACKET`; its reply is `IN_SYNC`, what was asked for, `OK`.
 * @see Atmel AVR061, STK500 Communication Protocol
 */
const END_OF_PACKET = 0x20;
export const IN_SYNC = 0x14;
export const OK = 0x10;
const FLASH_MEMORY = 0x46;

/** What is sent, and how many bytes its reply has between `IN_SYNC` and `OK`. */
export interface StkCommand {
  readonly bytes: Uint8Array;
  readonly replyBytes: number;
}

const command = (replyBytes: number, ...bytes: number[]): StkCommand => ({
  bytes: Uint8Array.from([...bytes, END_OF_PACKET]),
  replyBytes,
});

export const getSync = (): StkCommand => command(0, 0x30);
export const enterProgramming = (): StkCommand => command(0, 0x50);
export const leaveProgramming = (): StkCommand => command(0, 0x51);
export const readSignature = (): StkCommand => command(3, 0x75);

/** Addresses count words of two bytes. */
export const loadAddress = (byteAddress: number): StkCommand =>
  command(0, 0x55, (byteAddress >> 1) & 0xff, (byteAddress >> 9) & 0xff);

export const readPage = (length: number): StkCommand =>
  command(length, 0x74, (length >> 8) & 0xff, length & 0xff, FLASH_MEMORY);

export const programPage = (bytes: Uint8Array): StkCommand =>
  command(0, 0x64, (bytes.length >> 8) & 0xff, bytes.length & 0xff, FLASH_MEMORY, ...bytes);
