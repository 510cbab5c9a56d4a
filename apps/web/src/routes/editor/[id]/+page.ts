import { browser } from '$app/env';
import type { PageLoad } from './$types';

// The largest parts begin while the server is asked what it knows. Who needs one asks again, and is told if it fails.
if (browser) {
  for (const part of [
    import('@paperkite/blocks'),
    import('@paperkite/collab/client'),
    import('@paperkite/stage/host'),
  ]) {
    part.catch(() => undefined);
  }
}

// Blocks, stage and document live in the browser alone.
export const ssr = false;

export const load: PageLoad = ({ data, params, url }) => ({
  ...data,
  projectId: params.id,
  isNew: url.searchParams.has('new'),
  lookOnly: url.searchParams.has('look'),
});
