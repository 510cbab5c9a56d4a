import type { AssetFormat } from './asset.ts';

const ascii = (bytes: Uint8Array, from: number, text: string): boolean =>
  bytes.length >= from + text.length && [...text].every((char, i) => bytes[from + i] === char.charCodeAt(0));

/**
 * Says by its first bytes which picture or sound format a file is, whatever its name claims; undefined for anything else.
 * @see https://mimesniff.spec.whatwg.org/ for the signatures
 */
export function sniffAsset(bytes: Uint8Array): AssetFormat | undefined {
  if (ascii(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'png';
  if (ascii(bytes, 0, '\xff\xd8\xff')) return 'jpg';
  if (ascii(bytes, 0, 'GIF87a') || ascii(bytes, 0, 'GIF89a')) return 'gif';
  if (ascii(bytes, 0, 'RIFF') && ascii(bytes, 8, 'WAVE')) return 'wav';
  if (ascii(bytes, 0, 'OggS')) return 'ogg';
  if (ascii(bytes, 0, 'ID3') || isMpegFrame(bytes)) return 'mp3';
  if (ascii(bytes, 0, 'BM') && bytes.length > 26) return 'bmp';
  return isSvg(bytes) ? 'svg' : undefined;
}

/** An MPEG audio frame header: 11 sync bits, then a layer, bit rate and sample rate that are not the reserved ones. */
function isMpegFrame(bytes: Uint8Array): boolean {
  const [sync, version, rates] = [bytes[0] ?? 0, bytes[1] ?? 0, bytes[2] ?? 0];
  const layer = (version >> 1) & 3;
  return sync === 0xff && (version & 0xe0) === 0xe0 && layer !== 0 && rates >> 4 !== 15 && ((rates >> 2) & 3) !== 3;
}

/** The first element is `svg`, after whatever an XML file may start with. Looks no further than 64 KB. */
function isSvg(bytes: Uint8Array): boolean {
  let text = new TextDecoder().decode(bytes.subarray(0, 65_536)).replace(/^\uFEFF/, '');
  for (;;) {
    text = text.trimStart();
    if (/^<(?:\w+:)?svg[\s/>]/.test(text)) return true;
    const end = text.startsWith('<?')
      ? '?>'
      : text.startsWith('<!--')
        ? '-->'
        : text.startsWith('<!')
          ? '>'
          : undefined;
    const at = end === undefined ? -1 : doctypeAwareEnd(text, end);
    if (at < 0) return false;
    text = text.slice(at);
  }
}

/** Where the construct at the start ends; a DOCTYPE may hold declarations in square brackets. */
function doctypeAwareEnd(text: string, end: string): number {
  const bracket = end === '>' ? text.indexOf('[') : -1;
  const plain = text.indexOf(end);
  if (plain < 0) return -1;
  if (bracket < 0 || bracket > plain) return plain + end.length;
  const close = /\]\s*>/.exec(text);
  return close ? close.index + close[0].length : -1;
}
