import type { Scalar } from '@paperkite/project';

const UNSAFE = /[<>\u2028\u2029]/g;

/**
 * A value as JavaScript source that is safe in a script element and in any line: the only way by which text of the user
 * gets into generated code.
 */
export function literal(value: Scalar): string {
  if (typeof value === 'string') {
    return JSON.stringify(value).replace(UNSAFE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  }
  if (typeof value === 'boolean') return String(value);
  if (Object.is(value, -0)) return '(-0)';
  return value < 0 ? `(${String(value)})` : String(value);
}

/** Whether the text of an expression may stand twice in another: a name or a literal. */
export const isSimple = (text: string): boolean => /^[\w$]+$|^"[^"\\]*"$/.test(text);
