/** A page to sign in on, which leads on to `next`, a path on this site; null for wherever it leads by itself. */
export function withNext(page: string, next: string | null): string {
  return next === null ? page : `${page}?next=${encodeURIComponent(next)}`;
}
