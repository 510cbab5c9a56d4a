import { isBf16 } from '@paperkite/boards/uno';
import type { Code } from './code.ts';

/** Writes code that pushes a binary32 number, in as few bytes as it takes. */
export function pushNumber(code: Code, value: number): void {
  if (Object.is(value, 0)) code.put('PUSH_0');
  else if (value === 1) code.put('PUSH_1');
  else if (isBf16(value)) code.put('PUSH_BF16', value);
  else code.put('PUSH_F32', value);
}
