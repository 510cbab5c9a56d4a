const HERE = 'http://here.invalid';

/**
 * A path on this site to go on to, or undefined: never another host. Asks the URL parser that browsers have, which takes
 * `//host`, `/\host` and, because it drops tabs and line breaks, also `/<tab>/host` for one.
 */
export function safePath(path: string | null): string | undefined {
  if (!path?.startsWith('/') || !URL.canParse(path, HERE)) return undefined;
  const { origin, pathname, search, hash } = new URL(path, HERE);
  // What is left may still begin with two slashes, as of `/.//host`.
  return origin === HERE && !pathname.startsWith('//') ? pathname + search + hash : undefined;
}
