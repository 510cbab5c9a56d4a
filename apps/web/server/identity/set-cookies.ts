/** One cookie that better-auth wants set, without the attributes that are the same for all of ours. */
export interface CookieToSet {
  readonly name: string;
  readonly value: string;
  /** Seconds; 0 clears it; undefined lives as long as the browser. */
  readonly maxAge: number | undefined;
  readonly secure: boolean;
}

/** Reads `set-cookie` headers, so that SvelteKit can set them as its own. */
export function readSetCookies(headers: Headers): CookieToSet[] {
  return headers.getSetCookie().map((line) => {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const equals = pair.indexOf('=');
    const maxAge = attributes.find((attribute) => /^max-age=/i.test(attribute))?.slice('max-age='.length);
    return {
      name: pair.slice(0, equals),
      value: decodeURIComponent(pair.slice(equals + 1)),
      maxAge: maxAge === undefined ? undefined : Number(maxAge),
      secure: attributes.some((attribute) => /^secure$/i.test(attribute)),
    };
  });
}
