/** Where two values of plain JSON differ, as readable lines: `targets[1].blocks["a b"].x: 3 instead of 4`. */
export function differences(actual: unknown, expected: unknown, path = ''): string[] {
  if (Object.is(actual, expected)) return [];
  if (Array.isArray(actual) && Array.isArray(expected)) {
    const length =
      actual.length === expected.length ? [] : [`${path}.length: ${actual.length} instead of ${expected.length}`];
    const shared = Math.min(actual.length, expected.length);
    return [...length, ...range(shared).flatMap((i) => differences(actual[i], expected[i], `${path}[${i}]`))];
  }
  if (isRecord(actual) && isRecord(expected)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].flatMap((key) => differences(own(actual, key), own(expected, key), path + step(key)));
  }
  return [`${path}: ${shown(actual)} instead of ${shown(expected)}`];
}

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const own = (record: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined;
const step = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);

const shown = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? 'nothing');
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
};
