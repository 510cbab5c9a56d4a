import type { Services } from './services.ts';

/**
 * Where the server around SvelteKit leaves the services for SvelteKit's hooks. Both live in one process, but the hooks are
 * bundled: a module of ours imported from both sides would exist twice, a registered symbol exists once.
 */
const SLOT = Symbol.for('paperkite.services');

type Holder = { [SLOT]?: Services };

export function handOver(services: Services): void {
  (globalThis as Holder)[SLOT] = services;
}

/** The services of this process. Throws when the application was started without its server. */
export function takeServices(): Services {
  const services = (globalThis as Holder)[SLOT];
  if (!services) throw new Error('The application runs inside apps/web/server/main.ts; it was started without it.');
  return services;
}
