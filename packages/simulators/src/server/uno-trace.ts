import type { UnoBoard } from '../uno/uno-board.ts';

/**
 * Writes down what happens on a board, one event a line, fields separated by tabs: microseconds of board time (three decimals), then
 *
 * - `pin`, the pin as printed on the board, its level 0 or 1, and what the chip does with it (`output`, `input`, `pullup`);
 * - `tx` and a byte in hexadecimal that the board has sent, at the end of its stop bit;
 * - `rx` and a byte in hexadecimal that has reached the board, in the middle of its stop bit, fetched by the program or not;
 * - `reset` and its cause (`power`, `external`, `watchdog`).
 *
 * The first line names the format: `# uno-trace 1`. Returns how to stop.
 */
export function traceUno(board: UnoBoard, write: (line: string) => void): () => void {
  const event = (microseconds: number, ...fields: readonly (string | number)[]): void =>
    write(`${[microseconds.toFixed(3), ...fields].join('\t')}\n`);
  const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
  write('# uno-trace 1\n');
  const stops = [
    board.onPin((pin, level, microseconds, mode) => event(microseconds, 'pin', pin, level, mode)),
    board.uart.onByte((byte, microseconds) => event(microseconds, 'tx', hex(byte))),
    board.uart.onArrival((byte, microseconds) => event(microseconds, 'rx', hex(byte))),
    board.onReset((cause) => event(board.microseconds, 'reset', cause)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
