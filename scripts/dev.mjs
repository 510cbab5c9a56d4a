// npm run dev: the same server over the same database, with hot reload instead of a build.
import { prepareStaticFiles, ensureMessages } from './lib/build.mjs';
import { serve } from './lib/serve.mjs';
import { alone, ensureInstalled } from './lib/toolchain.mjs';

await alone(async () => {
  await ensureInstalled();
  await ensureMessages();
  await prepareStaticFiles();
});
serve('apps/web/server/dev.ts');
