/** A binary32 number as C++ writes it: shortest decimal that reads back the same. `float` asks for a point. */
export function numberLiteral(value: number, kind: 'any' | 'float' = 'any'): string {
  if (Number.isNaN(value)) return 'NAN';
  if (!Number.isFinite(value)) return value > 0 ? 'INFINITY' : '-INFINITY';
  if (Object.is(value, -0)) return '-0.0';
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 24) return kind === 'float' ? `${value}.0` : String(value);
  for (let digits = 1; digits <= 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) !== value) continue;
    const text = String(short);
    return /[.e]/.test(text) ? text : `${text}.0`;
  }
  return `${value}.0`;
}

/** A text constant. Characters outside of ASCII stay as they are: sketches are UTF-8. */
export function textLiteral(text: string): string {
  const escaped = text.replace(/["\\]|\p{Cc}/gu, (character) => {
    if (character === '\n') return '\\n';
    if (character === '\t') return '\\t';
    if (character === '"' || character === '\\') return `\\${character}`;
    return `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
  });
  // Two question marks would begin a trigraph.
  return `"${escaped.replace(/(?<=\?)\?/g, '\\?')}"`;
}

/** A text for a line of comment: no line ends, no backslash at the end. */
export const commentText = (text: string): string => text.replace(/[\p{Cc}\\]+/gu, ' ').trim();
