import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals }) => {
  if (!locals.signedIn) return { person: undefined };
  const { displayName, kind } = locals.signedIn;
  const isStaff = kind === 'adult' && (await locals.services.identity.isStaff(locals.signedIn));
  return { person: { displayName, kind, isStaff } };
};
