import type { SketchFunction } from './functions.ts';
import type { SketchWriter } from './sketch-writer.ts';

/** A type and a name as C++ joins them. */
export const joined = (type: string, name: string): string =>
  type.endsWith('*') ? `${type}${name}` : `${type} ${name}`;

/** Writes what a function does. */
export function copy(w: SketchWriter, { writer }: SketchFunction): void {
  for (const { text, block } of writer.lines) w.put(text, block);
}

/** Writes the locals of a function’s statements. */
export function writeTemporaries(w: SketchWriter, { temporaries }: SketchFunction): void {
  for (const [name, type] of temporaries) w.put(`${joined(type, name)};`);
}
