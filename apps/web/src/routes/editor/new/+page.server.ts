import { redirect } from '@sveltejs/kit';
import { newUuid } from '@paperkite/kernel';
import type { PageServerLoad } from './$types';

/** A fresh address for each new work, so that reloading it opens the same one. */
export const load: PageServerLoad = () => redirect(303, `/editor/${newUuid()}?new`);
