import { asPerson, withCaller } from '@paperkite/data';
import { waitingEntries } from '#server/contests/own-entries.ts';
import type { LayoutServerLoad } from './$types';

/** Who is here, and what waits for them wherever they look. */
export const load: LayoutServerLoad = async ({ locals: { signedIn, services } }) => {
  if (!signedIn) return { person: undefined, waiting: [] };
  const { displayName, kind, personId } = signedIn;
  const isStaff = kind === 'adult' && (await services.identity.isStaff(signedIn));
  const waiting = await withCaller(services.db, asPerson(personId), (tx) => waitingEntries(tx, personId));
  return { person: { id: personId, displayName, kind, isStaff }, waiting };
};
