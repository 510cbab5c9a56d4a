import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { jsonBody, personOf, uuidIn } from '#lib/server/api.ts';
import { refusal, refusing } from '#lib/server/refusals.ts';
import { submitWork } from '#server/contests/submit.ts';
import type { RequestHandler } from './$types';

const Body = v.object({
  key: v.pipe(v.string(), v.minLength(8), v.maxLength(100)),
  group: v.nullable(v.pipe(v.string(), v.maxLength(60))),
  typed: v.record(v.pipe(v.string(), v.maxLength(60)), v.pipe(v.string(), v.maxLength(10_000))),
  /** Base64. */
  stateVector: v.nullable(v.pipe(v.string(), v.base64())),
});

/** Hands in; see docs/adr/0003. The same key again gives the same receipt. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const { stateVector, ...rest } = await jsonBody(request, Body);
  const { personId } = personOf(locals);
  return refusing(async () => {
    const submission = { ...rest, stateVector: stateVector === null ? null : Buffer.from(stateVector, 'base64') };
    const submitted = await submitWork(locals.services, personId, uuidIn(params), submission);
    return submitted.ok ? json(submitted.value) : refusal(submitted.error);
  });
};
