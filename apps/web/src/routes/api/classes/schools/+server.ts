import { json } from '@sveltejs/kit';
import { isUuid } from '@paperkite/kernel';
import { asCaller } from '#lib/server/api.ts';
import { findSchools } from '#server/classroom/create-class.ts';
import type { RequestHandler } from './$types';

/** Schools of a province whose name holds what is being typed. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const province = url.searchParams.get('province') ?? '';
  const text = (url.searchParams.get('text') ?? '').slice(0, 100);
  if (!isUuid(province)) return json([]);
  return json(await asCaller(locals, (tx) => findSchools(tx, province, text)));
};
