import { redirect } from '@sveltejs/kit';
import { asPerson, withCaller } from '@paperkite/data';
import { staffUnits } from '#server/contests/staff.ts';
import type { LayoutServerLoad } from './$types';

/** The units in which this person organises; none for others, to whom the page says so. */
export const load: LayoutServerLoad = async ({ locals: { signedIn, services }, url }) => {
  if (!signedIn) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const units = await withCaller(services.db, asPerson(signedIn.personId), (tx) => staffUnits(tx, signedIn.personId));
  return { units };
};
