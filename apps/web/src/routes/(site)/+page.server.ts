import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  contests: await locals.services.contests.openNow(locals.signedIn),
});
