/**
 * The media type of an uploaded artefact by its first bytes, whatever its name claims; of text, by its name as well.
 * Undefined for anything that no contest takes.
 * @see https://mimesniff.spec.whatwg.org/ for the signatures
 */
export function sniffUpload(head: Uint8Array, filename: string): string | undefined {
  const text = Buffer.from(head.subarray(0, 64)).toString('latin1');
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp';
  if (text.slice(4, 8) === 'ftyp') return text.slice(8, 12) === 'qt  ' ? 'video/quicktime' : 'video/mp4';
  // WebM is Matroska that says so in its head.
  if (text.startsWith('\x1aE\xdf\xa3')) return text.includes('webm') ? 'video/webm' : undefined;
  if (text.startsWith('%PDF-')) return 'application/pdf';
  if (text.startsWith('PK\x03\x04')) return 'application/zip';
  if (!isText(head)) return undefined;
  if (/\.json$/i.test(filename)) return 'application/json';
  return /\.csv$/i.test(filename) ? 'text/csv' : undefined;
}

/** No byte of it belongs to binary formats alone. The head may end within a character, so that is not looked at. */
const isText = (head: Uint8Array): boolean => !head.some((byte) => byte < 9 || (byte > 13 && byte < 32));
