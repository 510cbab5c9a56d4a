import type { PageLoad } from './$types';

// Blocks, stage and document live in the browser alone.
export const ssr = false;

export const load: PageLoad = ({ data, params, url }) => ({
  ...data,
  projectId: params.id,
  isNew: url.searchParams.has('new'),
  lookOnly: url.searchParams.has('look'),
});
