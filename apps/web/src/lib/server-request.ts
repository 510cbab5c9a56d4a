/** What the server answered: what was asked for, or the code of why not (`offline` when it did not answer). */
export type Sent<T> = { ok: true; value: T } | { ok: false; code: string };

/** Asks the server to do something; `body` goes as JSON. */
export async function send<T = undefined>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Sent<T>> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch {
    return { ok: false, code: 'offline' };
  }
  const text = await answer.text();
  const value = parse(text);
  if (answer.ok) return { ok: true, value: value as T };
  const { message } = (value ?? {}) as { message?: string };
  return { ok: false, code: message ?? `http-${answer.status}` };
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
