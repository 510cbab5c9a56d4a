import { json } from '@sveltejs/kit';
import { DataError } from '@paperkite/data';
import type { EntryError } from '#server/contests/errors.ts';
import type { EntryProblem } from '#lib/contest/problems.ts';

/** A refusal with what its sentence needs: an expected answer, which the page explains. */
export const refusal = ({ code, details, findings }: EntryError): Response =>
  json({ code, details, findings } satisfies EntryProblem, { status: code === 'not_durable_yet' ? 409 : 422 });

/** Runs work; what the database refuses becomes an answer of the same shape. */
export async function refusing(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof DataError)) throw cause;
    const status = cause.code === 'not_found' ? 404 : cause.code === 'not_allowed' ? 403 : 409;
    return json({ code: cause.code, details: cause.details, findings: [] } satisfies EntryProblem, { status });
  }
}
