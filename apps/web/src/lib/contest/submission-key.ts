import { newUuid } from '@paperkite/kernel';

/**
 * The key of the submission that would become the version after this one: made at the first press and kept until there is a
 * receipt, so that a press after a lost answer, or in a reloaded page, asks what became of the first.
 */
export function submissionKey(storage: Pick<Storage, 'getItem' | 'setItem'>, entryId: string, version: number): string {
  const name = nameOf(entryId, version);
  const known = storage.getItem(name);
  if (known) return known;
  const made = newUuid();
  storage.setItem(name, made);
  return made;
}

export const forgetSubmissionKey = (storage: Pick<Storage, 'removeItem'>, entryId: string, version: number): void =>
  storage.removeItem(nameOf(entryId, version));

const nameOf = (entryId: string, version: number): string => `paperkite-submission:${entryId}:${version}`;
