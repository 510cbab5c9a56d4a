import type { Json } from '@paperkite/project';

/** A word on a block of one's own, or a place to fill in. */
export type ProcedurePart = { kind: 'label'; text: string } | { kind: 'text' | 'boolean'; id: string; name: string };

/** A block that a person made: what stands on it, and whether it runs without showing its steps. */
export interface Procedure {
  parts: ProcedurePart[];
  /** "Run without screen refresh". */
  warp: boolean;
  /** What it gives to the block that it is plugged into. */
  answers: Answers;
}

/** A block that is a step of its own, one that is a value, one that is true or false. */
export type Answers = 'nothing' | 'value' | 'condition';

/** How TurboWarp's files mark what a call answers: `return` in its mutation. */
const MARKS: Record<Answers, string> = { nothing: '0', value: '1', condition: '2' };

/** What a mutation says that is answered. Heads of definitions say it in our files only, see `answersOf`. */
const answersIn = (mutation: Record<string, Json> | undefined): Answers => {
  const mark = String(mutation?.return ?? MARKS.nothing);
  return mark === MARKS.value ? 'value' : mark === MARKS.condition ? 'condition' : 'nothing';
};

export type ArgumentPart = Extract<ProcedurePart, { id: string }>;

/** The places to fill in, in order. */
export const argumentsOf = (procedure: Procedure): ArgumentPart[] =>
  procedure.parts.filter((part): part is ArgumentPart => part.kind !== 'label');

const list = (value: Json | undefined): string[] => {
  if (typeof value !== 'string') return [];
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed.map(String) : [];
  } catch {
    return [];
  }
};

/**
 * Reads the mutation of a `procedures_prototype` or `procedures_call`. Whatever is missing or broken is filled in, so that a
 * damaged file still shows a block.
 * @see measured facts 1.16: lists are JSON text inside the mutation
 */
export function readProcedure(mutation: Record<string, Json> | undefined): Procedure {
  const ids = list(mutation?.argumentids);
  const names = list(mutation?.argumentnames);
  const parts: ProcedurePart[] = [];
  let next = 0;
  const code = typeof mutation?.proccode === 'string' ? mutation.proccode : '';
  for (const piece of code.split(/(?<!\\)(%[nbs])/)) {
    if (/^%[nbs]$/.test(piece)) {
      const i = next++;
      parts.push({ kind: piece === '%b' ? 'boolean' : 'text', id: ids[i] ?? `arg${i}`, name: names[i] ?? '' });
    } else if (piece.trim() !== '') {
      parts.push({ kind: 'label', text: piece.trim().replace(/\\%/g, '%') });
    }
  }
  return { parts, warp: mutation?.warp === 'true' || mutation?.warp === true, answers: answersIn(mutation) };
}

/** The text that names a procedure in the document: words, `%s` for text or numbers, `%b` for conditions. */
export const procedureCode = (procedure: Procedure): string =>
  procedure.parts
    .map((part) =>
      part.kind === 'label' ? part.text.replace(/%(?=[nbs])/g, '\\%') : part.kind === 'text' ? '%s' : '%b',
    )
    .join(' ');

/** The mutation of the prototype (`definition`) or of a block that calls it. */
export function procedureMutation(procedure: Procedure, role: 'definition' | 'call'): Record<string, Json> {
  const args = argumentsOf(procedure);
  const common = {
    tagName: 'mutation',
    children: [],
    proccode: procedureCode(procedure),
    argumentids: JSON.stringify(args.map((arg) => arg.id)),
    warp: String(procedure.warp),
    ...(procedure.answers === 'nothing' ? {} : { return: MARKS[procedure.answers] }),
  };
  if (role === 'call') return common;
  return {
    ...common,
    argumentnames: JSON.stringify(args.map((arg) => arg.name)),
    argumentdefaults: JSON.stringify(args.map((arg) => (arg.kind === 'text' ? '' : 'false'))),
  };
}

/** Which shape a call has. */
export function callShape(mutation: Record<string, Json> | undefined): 'stack' | 'reporter' | 'boolean' {
  return ({ nothing: 'stack', value: 'reporter', condition: 'boolean' } as const)[answersIn(mutation)];
}
