/** Fills an array with bytes that nobody can guess, as `crypto.getRandomValues` does; a port, so that tests can choose. */
export type FillRandom = (bytes: Uint8Array<ArrayBuffer>) => void;

export const systemFill: FillRandom = (bytes) => void crypto.getRandomValues(bytes);

/** `length` characters, each drawn from the alphabet with the same chance: bytes that would favour some are thrown away. */
export function drawSecret(alphabet: string, length: number, fill: FillRandom): string {
  const fair = 256 - (256 % alphabet.length);
  const bytes = new Uint8Array(1);
  let secret = '';
  while (secret.length < length) {
    fill(bytes);
    if (bytes[0]! < fair) secret += alphabet[bytes[0]! % alphabet.length];
  }
  return secret;
}
