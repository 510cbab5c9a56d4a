/** Lines of the link, out and in. The grammar is in docs/guides/board-link.md. */

/** CRC-24 of OpenPGP, four bits at a time: entry n is n << 20 shifted out. */
const CRC_TABLE = [
  0x000000, 0x864cfb, 0x8ad50d, 0x0c99f6, 0x93e6e1, 0x15aa1a, 0x1933ec, 0x9f7f17, 0xa18139, 0x27cdc2, 0x2b5434,
  0xad18cf, 0x3267d8, 0xb42b23, 0xb8b2d5, 0x3efe2e,
];
const HEX = '0123456789abcdef';

function checksum(text: string): string {
  let crc = 0xb704ce;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    crc = ((crc << 4) & 0xffffff) ^ CRC_TABLE[((crc >> 20) ^ (code >> 4)) & 15];
    crc = ((crc << 4) & 0xffffff) ^ CRC_TABLE[((crc >> 20) ^ code) & 15];
  }
  let digits = '';
  for (let shift = 20; shift >= 0; shift -= 4) digits += HEX.charAt((crc >> shift) & 15);
  return digits;
}

/** The fields of a line of the link; null for every other line and for damaged ones. */
function readLine(line: string): string[] {
  let end = line.length;
  while (end > 0 && line.charCodeAt(end - 1) <= 32) end--;
  if (end < 9 || line.charAt(0) != '~' || line.charAt(end - 7) != '*') return null;
  const said = line.substr(0, end - 7);
  if (checksum(said) != line.substr(end - 6, 6)) return null;
  return said.substr(1, said.length - 1).split(' ');
}

let waiting: string[] = [];
let writing = false;

/** Two scripts must not write at once: the board would drop one of the lines. */
function say(fields: string) {
  const line = '~' + fields;
  waiting.push(line + '*' + checksum(line) + '\n');
  if (writing) return;
  writing = true;
  while (waiting.length > 0) serial.writeString(waiting.shift());
  writing = false;
}

/** Percent signs and two digits are bytes. */
function decodeText(text: string): string {
  let decoded = '';
  for (let i = 0; i < text.length; i++) {
    if (text.charAt(i) == '%' && i + 2 < text.length) {
      decoded += String.fromCharCode(
        HEX.indexOf(text.charAt(i + 1).toLowerCase()) * 16 + HEX.indexOf(text.charAt(i + 2).toLowerCase()),
      );
      i += 2;
    } else decoded += text.charAt(i);
  }
  return decoded;
}
