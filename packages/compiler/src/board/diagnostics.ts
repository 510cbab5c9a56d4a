/**
 * What a board program has that cannot run as it stands. Each names its block; people see the message
 * `boards_diagnostic_<code with _>` with `params` filled in. Errors keep a program from being uploaded, warnings do not.
 */
export const BOARD_DIAGNOSTICS = {
  /** A block that this board does not have. `opcode`. */
  'unknown-block': 'error',
  /** A text where a number belongs. */
  'number-expected-text': 'error',
  /** A condition where a number belongs. */
  'number-expected-boolean': 'error',
  /** Something typed in that is no number. `text`. */
  'not-a-number': 'error',
  /** A number or text where a condition belongs. */
  'boolean-expected': 'error',
  /** A variable that gets values of different types. `name`, `first`, `second` (number | boolean | text). */
  'mixed-variable': 'error',
  /** An argument of a my-block that gets values of different types. `name`, `first`, `second`. */
  'mixed-argument': 'error',
  /** A my-block that returns values of different types. `name`, `first`, `second`. */
  'mixed-result': 'error',
  /** Text that is made while the program runs cannot be stored on the Uno. */
  'text-stored': 'error',
  /** `<` and `>` know numbers only. */
  'text-order': 'error',
  /** A number, text or condition compared with something of another type. */
  'mixed-comparison': 'error',
  /** `name`, `length`, `limit`. */
  'list-too-long': 'error',
  /** A list starts with something that is no number. `name`. */
  'list-not-numbers': 'error',
  /** A my-block that waits is used as a value. `name`. */
  'wait-in-value': 'error',
  /** A my-block without a definition. `name`. */
  'no-definition': 'error',
  /** An argument outside of its my-block. `name`. */
  'argument-outside': 'error',
  /** The name of a message must be chosen, it cannot be computed. */
  'message-computed': 'error',
  /** A pin that the board lacks or that cannot do this. `pin`. */
  'bad-pin': 'error',
  /** There can be one strip on one pin. */
  'two-strips': 'error',
  /** Blocks nested too deep. */
  'too-deep': 'error',
  /** `count`, `limit`. */
  'too-many-scripts': 'error',
  /** The program does not fit into the board's memory for programs. `bytes`, `limit`. */
  'program-too-large': 'error',
  /** Variables and lists do not fit into the board's memory. `bytes`, `limit`. */
  'memory-too-small': 'error',
  /** A letter of a text with a letter of another text in it: the Uno makes texts on the way and cannot look twice. */
  'letter-in-letter': 'error',
  /** A text constant that is stored has at most `limit` bytes. */
  'text-too-long': 'error',
  /** Servos take the timer of PWM on D9 and D10. `pin`. */
  'servo-or-pwm': 'warning',
  /** Tones take the timer of PWM on D3 and D11. `pin`. */
  'tone-or-pwm': 'warning',
} as const satisfies Record<string, 'error' | 'warning'>;

export type BoardDiagnosticCode = keyof typeof BOARD_DIAGNOSTICS;

export interface BoardDiagnostic {
  code: BoardDiagnosticCode;
  severity: 'error' | 'warning';
  /** Id of the block that it is about. */
  block: string;
  /** What the message needs. */
  params: Readonly<Record<string, string | number>>;
}

/** Takes a diagnostic while a program is lowered or emitted. */
export type Diagnose = (
  code: BoardDiagnosticCode,
  block: string,
  params?: Readonly<Record<string, string | number>>,
) => void;

/** Lists longer than this help nobody. */
const MAX_DIAGNOSTICS = 200;

/** A list of diagnostics and the function that adds to it; the same thing about the same block is said once. */
export function diagnosticList(): { list: BoardDiagnostic[]; diagnose: Diagnose } {
  const list: BoardDiagnostic[] = [];
  const said = new Set<string>();
  const diagnose: Diagnose = (code, block, params = {}) => {
    const key = `${code}\n${block}`;
    if (said.has(key) || list.length >= MAX_DIAGNOSTICS) return;
    said.add(key);
    list.push({ code, severity: BOARD_DIAGNOSTICS[code], block, params });
  };
  return { list, diagnose };
}
