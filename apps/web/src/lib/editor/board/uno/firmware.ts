import { LINK_PROTOCOL, parseIntelHex, writeIntelHex, type HexImage } from '@paperkite/boards';
import { UNO_FLASH } from '@paperkite/boards/uno';
import { unwrap } from '@paperkite/kernel';
import firmwareAddress from '@paperkite/firmware-arduino-uno/paperkite-uno.hex?url';

export interface UnoFirmware {
  image: HexImage;
  /** As `1.0.0`. */
  version: string;
}

let fetched: Promise<UnoFirmware> | undefined;

/** Our firmware for the Uno, once for the page. Rejects when it cannot be had now. */
export function fetchUnoFirmware(): Promise<UnoFirmware> {
  fetched ??= load().catch((error: unknown) => {
    fetched = undefined;
    throw error;
  });
  return fetched;
}

async function load(): Promise<UnoFirmware> {
  const answer = await fetch(firmwareAddress);
  if (!answer.ok) throw new Error(`${firmwareAddress} answered ${answer.status}`);
  const { MAJOR, MINOR, PATCH } = LINK_PROTOCOL.firmware;
  return { image: unwrap(parseIntelHex(await answer.text())), version: `${MAJOR}.${MINOR}.${PATCH}` };
}

/** Firmware and program as one .hex: what an Uno has in its flash after both were uploaded. */
export function hexWith(firmware: HexImage, program: Uint8Array): string {
  const segments = [...firmware.segments, { address: UNO_FLASH.programStart, bytes: program }];
  return writeIntelHex({ segments });
}
