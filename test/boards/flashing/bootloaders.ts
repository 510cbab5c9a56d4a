import { existsSync, readFileSync } from 'node:fs';

/** A bootloader that uploads are tried with. */
export interface TestedBootloader {
  readonly name: string;
  readonly hex: string;
}

const PLACES = [
  {
    name: 'our bootloader',
    path: new URL('../../../firmware-bridges/arduino-uno/bootloader/paperkite-bootloader.hex', import.meta.url),
  },
  {
    // GPL: Debian's package has it, we do not.
    name: "Debian's Optiboot",
    path: new URL('file:///usr/share/arduino/hardware/arduino/avr/bootloaders/optiboot/optiboot_atmega328.hex'),
  },
];

/** Ours, and Debian's Optiboot where that is installed. */
export const testedBootloaders: readonly TestedBootloader[] = PLACES.filter(({ path }) => existsSync(path)).map(
  ({ name, path }) => ({ name, hex: readFileSync(path, 'utf8') }),
);
