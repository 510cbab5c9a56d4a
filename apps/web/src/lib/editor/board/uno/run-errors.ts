import { UNO_RUN_ERRORS, type UnoRunError } from '@paperkite/boards/uno';
import { m } from '@paperkite/i18n';

const TEXTS: Readonly<Record<UnoRunError, () => string>> = {
  'stack-full': m.bench_run_error_stack_full,
  'list-full': m.bench_run_error_list_full,
  'text-too-long': m.bench_run_error_text_too_long,
  'too-many-servos': m.bench_run_error_too_many_servos,
  // Of a program that is no longer what was uploaded.
  'bad-opcode': m.bench_run_error_damaged,
  'stack-empty': m.bench_run_error_damaged,
  'bad-jump': m.bench_run_error_damaged,
  'bad-operand': m.bench_run_error_damaged,
};

const names = new Map(Object.entries(UNO_RUN_ERRORS).map(([name, code]) => [code as number, name as UnoRunError]));

/** Why a script broke off, for people. @param code As the board reports it; an unknown one counts as a damaged program. */
export const runErrorText = (code: number): string => TEXTS[names.get(code) ?? 'bad-opcode']();
