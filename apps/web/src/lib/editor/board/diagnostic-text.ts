import type { BoardDiagnostic, BoardDiagnosticCode } from '@paperkite/compiler/board';
import { m } from '@paperkite/i18n';

/** What the messages need, of which each needs some. */
type Params = Record<'text' | 'name' | 'first' | 'second' | 'length' | 'limit' | 'pin' | 'count' | 'bytes', string>;

const KINDS: Readonly<Record<string, () => string>> = {
  number: m.boards_diagnostic_kind_number,
  boolean: m.boards_diagnostic_kind_boolean,
  text: m.boards_diagnostic_kind_text,
};

const TEXTS: Readonly<Record<BoardDiagnosticCode, (params: Params) => string>> = {
  'unknown-block': m.boards_diagnostic_unknown_block,
  'number-expected-text': m.boards_diagnostic_number_expected_text,
  'number-expected-boolean': m.boards_diagnostic_number_expected_boolean,
  'not-a-number': m.boards_diagnostic_not_a_number,
  'boolean-expected': m.boards_diagnostic_boolean_expected,
  'mixed-variable': m.boards_diagnostic_mixed_variable,
  'mixed-argument': m.boards_diagnostic_mixed_argument,
  'mixed-result': m.boards_diagnostic_mixed_result,
  'text-stored': m.boards_diagnostic_text_stored,
  'text-order': m.boards_diagnostic_text_order,
  'mixed-comparison': m.boards_diagnostic_mixed_comparison,
  'list-too-long': m.boards_diagnostic_list_too_long,
  'list-not-numbers': m.boards_diagnostic_list_not_numbers,
  'wait-in-value': m.boards_diagnostic_wait_in_value,
  'no-definition': m.boards_diagnostic_no_definition,
  'argument-outside': m.boards_diagnostic_argument_outside,
  'message-computed': m.boards_diagnostic_message_computed,
  'bad-pin': m.boards_diagnostic_bad_pin,
  'two-strips': m.boards_diagnostic_two_strips,
  'too-deep': m.boards_diagnostic_too_deep,
  'too-many-scripts': m.boards_diagnostic_too_many_scripts,
  'program-too-large': m.boards_diagnostic_program_too_large,
  'memory-too-small': m.boards_diagnostic_memory_too_small,
  'letter-in-letter': m.boards_diagnostic_letter_in_letter,
  'text-too-long': m.boards_diagnostic_text_too_long,
  'servo-or-pwm': m.boards_diagnostic_servo_or_pwm,
  'tone-or-pwm': m.boards_diagnostic_tone_or_pwm,
};

/** What is wrong with a block of a board, and how to put it right, for people. */
export function diagnosticText({ code, params }: BoardDiagnostic): string {
  const texts = Object.entries(params).map(([name, value]) => [
    name,
    name === 'first' || name === 'second' ? (KINDS[value]?.() ?? String(value)) : String(value),
  ]);
  return TEXTS[code](Object.fromEntries(texts) as Params);
}
