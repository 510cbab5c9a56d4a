import type { EditorParts } from './editor-parts.ts';
import type { Services } from './services.ts';

/**
 * Where the server around SvelteKit leaves what SvelteKit's hooks need. Both live in one process, but the hooks are
 * bundled: a module of ours imported from both sides would exist twice, a registered symbol exists once.
 */
const SLOT = Symbol.for('paperkite.handover');

interface Handover {
  services: Services;
  /** Undefined in development, where nothing is built. */
  editorParts: EditorParts | undefined;
}

type Holder = { [SLOT]?: Handover };

export function handOver(services: Services, editorParts?: EditorParts): void {
  (globalThis as Holder)[SLOT] = { services, editorParts };
}

/** What this process was given. Throws when the application was started without its server. */
export function takeOver(): Handover {
  const given = (globalThis as Holder)[SLOT];
  if (!given) throw new Error('The application runs inside apps/web/server/main.ts; it was started without it.');
  return given;
}
