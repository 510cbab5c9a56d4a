// npm start: installs what is missing, builds when stale, starts one server with everything in it.
import { ensureBuilt } from './lib/build.mjs';
import { serve } from './lib/serve.mjs';
import { alone, ensureInstalled } from './lib/toolchain.mjs';

await alone(async () => {
  await ensureInstalled();
  await ensureBuilt();
});
serve('apps/web/server/main.ts', { NODE_ENV: 'production' });
