/** Small checks for messages: each returns the value when it has the right shape and `undefined` when it has not. */
export type Shape<T> = (value: unknown) => T | undefined;
/** What a shape lets through. */
export type Shaped<S> = S extends Shape<infer T> ? T : never;

/** At most `max` UTF-16 units. */
export const text =
  (max: number): Shape<string> =>
  (value) =>
    typeof value === 'string' && value.length <= max ? value : undefined;

export const flag: Shape<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

/** Finite, within bounds. */
export const number =
  (min = -1e9, max = 1e9): Shape<number> =>
  (value) =>
    typeof value === 'number' && value >= min && value <= max ? value : undefined;

export const serial: Shape<number> = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

export const oneOf =
  <const T extends string>(...values: readonly T[]): Shape<T> =>
  (value) =>
    values.find((candidate) => candidate === value);

export const nullable =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value) =>
    value === null ? null : shape(value);

export const either =
  <A, B>(first: Shape<A>, second: Shape<B>): Shape<A | B> =>
  (value) =>
    first(value) ?? second(value);

/** At most `max` entries with any names; names that mean something to JavaScript are left out. */
export const dictionary =
  <T>(item: Shape<T>, max: number): Shape<Record<string, T>> =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const entries = Object.entries(value);
    if (entries.length > max) return undefined;
    const checked: [string, T][] = [];
    for (const [name, raw] of entries) {
      const entry = item(raw);
      if (entry === undefined) return undefined;
      if (name.length <= 1000 && name !== '__proto__') checked.push([name, entry]);
    }
    return Object.fromEntries(checked);
  };

export const list =
  <T>(item: Shape<T>, max: number): Shape<T[]> =>
  (value) => {
    if (!Array.isArray(value) || value.length > max) return undefined;
    const items: T[] = [];
    for (let i = 0; i < value.length; i++) {
      const checked = item(value[i]);
      if (checked === undefined) return undefined;
      items.push(checked);
    }
    return items;
  };

export const buffer: Shape<ArrayBuffer> = (value) => (value instanceof ArrayBuffer ? value : undefined);

/** Anything that structured cloning lets through: for what only the trusted side sends. */
export const anything = <T>(value: unknown): T | undefined => value as T | undefined;

type Fields = Record<string, Shape<unknown>>;
type Fielded<F extends Fields> = { [K in keyof F]: Shaped<F[K]> };

/** Copies exactly the named fields: what else a sender added does not get through. */
export const record =
  <F extends Fields>(fields: F): Shape<Fielded<F>> =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const copy: Record<string, unknown> = {};
    for (const [name, shape] of Object.entries(fields)) {
      const checked = shape(Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined);
      if (checked === undefined) return undefined;
      copy[name] = checked;
    }
    return copy as Fielded<F>;
  };

/** A message is `{type, ...fields of that type}`. */
export type MessageOf<T extends Record<string, Fields>> = {
  [K in keyof T & string]: { type: K } & Fielded<T[K]>;
}[keyof T & string];

/** Decoder of a set of messages; null for anything else. Never throws, whatever the value. */
export function messages<T extends Record<string, Fields>>(types: T): (value: unknown) => MessageOf<T> | null {
  const shapes = new Map(Object.entries(types).map(([type, fields]) => [type, record(fields)]));
  return (value) => {
    try {
      const type = (value as { type?: unknown } | null)?.type;
      const fields = typeof type === 'string' ? shapes.get(type)?.(value) : undefined;
      return fields ? ({ type, ...fields } as MessageOf<T>) : null;
    } catch {
      // A getter or a proxy that throws; cannot come through a port, costs nothing to survive.
      return null;
    }
  };
}
