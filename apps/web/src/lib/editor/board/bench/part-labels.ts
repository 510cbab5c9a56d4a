import { m } from '@paperkite/i18n';
import type { BoardPart } from '@paperkite/project';
import { PART_NAMES } from '../board-names.ts';

/** What a part is called among the others: with a number where there are several of its kind. */
export function partLabel(part: Pick<BoardPart, 'id' | 'kind'>, parts: readonly BoardPart[]): string {
  const alike = parts.filter(({ kind }) => kind === part.kind);
  const name = PART_NAMES[part.kind]();
  return alike.length < 2
    ? name
    : m.bench_part_numbered({ part: name, number: alike.findIndex(({ id }) => id === part.id) + 1 });
}

/** A pin as it is written beside its socket: `13`, `~9`, `A0`. */
export const pinLabel = (pin: string): string => pin.replace(/^D(?=\d)/, '');
