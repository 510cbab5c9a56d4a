/**
 * JSON text with one spelling for each value: keys sorted by UTF-16 code units, numbers and strings as ECMAScript writes
 * them, no spaces, `undefined` members left out. Two equal documents give the same text on every machine.
 * Not-a-number and the infinities, which JSON lacks, become the texts by which Scratch reads the same numbers.
 * @see RFC 8785
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number') return JSON.stringify(Number.isFinite(value) ? value : String(value));
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const record = value as Record<string, unknown>;
  const members = Object.keys(record)
    .filter((key) => record[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key])}`);
  return `{${members.join(',')}}`;
}
