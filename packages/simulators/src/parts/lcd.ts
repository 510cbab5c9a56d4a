import type { UnoBoard } from '../uno/uno-board.ts';
import { Hd44780 } from './hd44780.ts';
import type { Part } from './part.ts';

/** How the port expander's bits are wired to the display, on every such module. @see PCF8574 datasheet */
const DATA_NOT_INSTRUCTION = 0x01;
const ENABLE = 0x04;
const BACKLIGHT = 0x08;

/** A display of two rows of 16 characters behind a PCF8574 on the I2C bus. Programs can write to it, not read. */
export function makeLcd(board: UnoBoard, address: number): Part {
  const display = new Hd44780();
  let port = 0xff;
  const remove = board.twi.attach(address, {
    write: (byte) => {
      if (port & ENABLE && !(byte & ENABLE)) display.latch(port >> 4, (port & DATA_NOT_INSTRUCTION) !== 0);
      port = byte;
      return true;
    },
    read: () => port,
  });
  return {
    state: () => ({ rows: display.rows(), backlight: (port & BACKLIGHT) !== 0 }),
    setInput: () => undefined,
    remove,
  };
}
