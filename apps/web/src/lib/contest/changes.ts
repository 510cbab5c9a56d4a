import type { LastVersion } from '#server/contests/entry-view.ts';

/** What would be handed in now, as far as it is compared with what was handed in last. */
export interface WouldSubmit {
  group: string | null;
  typed: Readonly<Record<string, string>>;
  /** SHA-256 by field. */
  files: Readonly<Record<string, string>>;
  /** SHA-256 of the project's canonical JSON; null without a project, undefined when it is not known. */
  snapshot: string | null | undefined;
}

/**
 * Whether a submission would hold something that the last version does not. What is not known counts as changed: a hint
 * that is wrong is worse than none.
 */
export function hasChanged(last: LastVersion, now: WouldSubmit): boolean {
  const differs = (
    before: Readonly<Record<string, string>>,
    after: Readonly<Record<string, string>>,
    read: (text: string) => string,
  ): boolean =>
    [...new Set([...Object.keys(before), ...Object.keys(after)])].some(
      (key) => read(before[key] ?? '') !== read(after[key] ?? ''),
    );
  return (
    last.teamChanged ||
    now.snapshot === undefined ||
    now.snapshot !== last.snapshot ||
    now.group !== last.group ||
    differs(last.typed, now.typed, (text) => text.trim()) ||
    differs(last.files, now.files, (hash) => hash)
  );
}
