import { error } from '@sveltejs/kit';
import { asPerson, DataError, withCaller, type Caller, type CallerTransaction } from '@paperkite/data';
import { isUuid } from '@paperkite/kernel';
import * as v from 'valibot';
import { readBytes } from './uploads.ts';

type Locals = App.Locals;

/** The signed-in person as a caller; 401 otherwise. */
export function personOf(locals: Locals): { personId: string; caller: Caller } {
  if (!locals.signedIn) error(401, { status: 401, message: 'not-signed-in' });
  return { personId: locals.signedIn.personId, caller: asPerson(locals.signedIn.personId) };
}

/** Runs work as the signed-in person; what the database refuses becomes an answer with the code as its message. */
export async function asCaller<T>(
  locals: Locals,
  work: (tx: CallerTransaction, personId: string) => Promise<T>,
): Promise<T> {
  const { personId, caller } = personOf(locals);
  return answering(() => withCaller(locals.services.db, caller, (tx) => work(tx, personId)));
}

/** Turns the database's refusals into answers. */
export async function answering<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof DataError)) throw cause;
    const status = cause.code === 'not_found' ? 404 : cause.code === 'not_allowed' ? 403 : 409;
    error(status, { status, message: cause.code });
  }
}

/** The id in an address, or 404. */
export function uuidIn(params: Partial<Record<string, string>>, name = 'id'): string {
  const id = params[name] ?? '';
  if (!isUuid(id)) error(404, { status: 404, message: 'not-found' });
  return id;
}

const MAX_JSON_BYTES = 64 * 1024;

/** The posted JSON in the shape asked for; 400 otherwise. Another site cannot send this content type without asking first. */
export async function jsonBody<const S extends v.GenericSchema>(
  request: Request,
  schema: S,
): Promise<v.InferOutput<S>> {
  if (!request.headers.get('content-type')?.startsWith('application/json'))
    error(415, { status: 415, message: 'json-expected' });
  const bytes = await readBytes(request, MAX_JSON_BYTES);
  try {
    return v.parse(schema, JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    error(400, { status: 400, message: 'malformed' });
  }
}

/** Headers for bytes that people uploaded: never sniffed, never run as a page, kept for good because the hash is the name. */
export const assetHeaders = (mime: string): Record<string, string> => ({
  'content-type': mime,
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cache-control': 'private, max-age=31536000, immutable',
});
