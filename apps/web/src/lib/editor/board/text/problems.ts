import type { MakeCodeDiagnostic } from '@paperkite/makecode';
import { m } from '@paperkite/i18n';
import type { CodeProblem } from './monaco.ts';

type Say = (message: string) => string;

/** The words that the compiler puts between quotes, in order. */
const quoted = (message: string): string[] => [...message.matchAll(/'([^']*)'/g)].map((match) => match[1]!);
const first = (message: string): string => quoted(message)[0] ?? '';

/** What pupils run into, by TypeScript's number of it. @see https://github.com/microsoft/TypeScript/blob/main/src/compiler/diagnosticMessages.json */
const MEANINGS: Readonly<Record<number, Say>> = {
  1002: () => m.boards_code_unclosed_text(),
  1003: () => m.boards_code_name_expected(),
  1005: (message) => m.boards_code_expected({ what: first(message) }),
  1109: () => m.boards_code_expression_expected(),
  1126: () => m.boards_code_ends_too_soon(),
  1127: () => m.boards_code_strange_letter(),
  1128: () => m.boards_code_out_of_place(),
  1160: () => m.boards_code_unclosed_text(),
  2300: (message) => m.boards_code_twice({ name: first(message) }),
  2304: (message) => m.boards_code_unknown_name({ name: first(message) }),
  2322: (message) => wrongType(message),
  2339: (message) => m.boards_code_no_member({ name: first(message), owner: quoted(message)[1] ?? '' }),
  2345: (message) => wrongType(message),
  2349: () => m.boards_code_not_callable(),
  2362: () => m.boards_code_number_needed(),
  2363: () => m.boards_code_number_needed(),
  2365: () => m.boards_code_operator_mismatch(),
  2448: (message) => m.boards_code_too_early({ name: first(message) }),
  2451: (message) => m.boards_code_twice({ name: first(message) }),
  2540: (message) => m.boards_code_constant({ name: first(message) }),
  2551: (message) => m.boards_code_did_you_mean({ name: first(message), other: quoted(message).at(-1) ?? '' }),
  2552: (message) => m.boards_code_did_you_mean({ name: first(message), other: quoted(message).at(-1) ?? '' }),
  2554: (message) => countOf(message),
};

function wrongType(message: string): string {
  const [given = '', wanted = ''] = quoted(message);
  return m.boards_code_wrong_type({ given, wanted });
}

function countOf(message: string): string {
  const [wanted = '', given = ''] = message.match(/\d+/g) ?? [];
  return m.boards_code_arguments({ wanted, given });
}

/** What the compiler says, for pupils: in their language where it is something common, else as it says it, with its number. */
export function problemText({ code, message }: Pick<MakeCodeDiagnostic, 'code' | 'message'>): string {
  return MEANINGS[code]?.(message) ?? `${message} (${code})`;
}

/** What is wrong with the program itself, at its places. */
export const problemsOf = (diagnostics: readonly MakeCodeDiagnostic[]): CodeProblem[] =>
  diagnostics
    .filter(({ file }) => file === '' || file.endsWith('main.ts'))
    .map((said) => ({
      line: said.line,
      column: said.column,
      length: said.length,
      severity: said.severity,
      text: problemText(said),
    }));
