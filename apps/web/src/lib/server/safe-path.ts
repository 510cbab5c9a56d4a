/** A path on this site to go on to, or undefined: never another host, which `//host` and `/\host` would be. */
export function safePath(path: string | null): string | undefined {
  return path && /^\/(?![/\\])/.test(path) ? path : undefined;
}
