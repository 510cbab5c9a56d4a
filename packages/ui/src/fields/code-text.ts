/**
 * What of a typed or pasted text belongs to a join code: letters and digits, upper-case; full-width forms of Chinese input
 * methods count as their ASCII twins, and spaces and dashes of a copied code fall away.
 */
export const codeText = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');

/** What of a typed or pasted text belongs to a PIN: digits, also those typed full-width. */
export const pinText = (text: string): string => text.normalize('NFKC').replace(/\D/g, '');
