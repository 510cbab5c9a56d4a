/** A number as TypeScript writes it. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return '0 / 0';
  if (!Number.isFinite(value)) return value > 0 ? '1 / 0' : '-1 / 0';
  return Object.is(value, -0) ? '0' : String(value);
}

/** A text constant; `JSON` escapes all that could end it. */
export const textLiteral = (text: string): string =>
  JSON.stringify(text).replace(/[\u2028\u2029]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16)}`);
