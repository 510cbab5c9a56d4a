import type { Json } from '../document.ts';

/** The arguments of a procedure by its text, `jump %n times %b`: ids by position, kinds by letter. */
export function argumentIds(proccode: string): { id: string; kind: 'number' | 'text' | 'bool' }[] {
  const kinds = { n: 'number', s: 'text', b: 'bool' } as const;
  return [...proccode.matchAll(/(?<!\\)%([nsb])/g)].map(([, letter], i) => ({
    id: `input${i}`,
    kind: kinds[letter as keyof typeof kinds],
  }));
}

/** What a procedure's prototype and its calls have in common in Scratch 3: lists are JSON text inside the mutation. */
export const procedureMutation = (proccode: string, warp: boolean): Record<string, Json> => ({
  tagName: 'mutation',
  children: [],
  proccode,
  argumentids: JSON.stringify(argumentIds(proccode).map(({ id }) => id)),
  warp: String(warp),
});
