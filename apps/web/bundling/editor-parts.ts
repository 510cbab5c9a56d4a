import type { Plugin, Rolldown } from 'vite';

/** The page and what it fetches first, after the router; the largest last, so that nothing waits for them. */
const PARTS = [
  'apps/web/src/routes/+layout.svelte',
  'apps/web/src/routes/editor/[id]/+page.svelte',
  'packages/collab/src/client/index.ts',
  'packages/stage/src/host/index.ts',
  'packages/blocks/src/index.ts',
];

/** Blockly's own words, by language. */
const WORDS = { 'zh-CN': 'blockly/msg/zh-hans.mjs', en: 'blockly/msg/en.mjs' };

/** SvelteKit's own beginning. */
const ROUTER = /[\\/]entry[\\/][^\\/]+\.js$/;

/** Where the list lies among what browsers may fetch. */
const FILE = '_app/editor-parts.json';

/**
 * Writes down which files the editor needs, all the way down: the server names them with the page, and the browser has them
 * by the time it would have found out. SvelteKit's own list ends where parts are fetched later.
 */
export function editorParts(): Plugin {
  return {
    name: 'paperkite:editor-parts',
    applyToEnvironment: ({ name }) => name === 'client',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
      const scripts = new Set<string>();
      const styles = new Set<string>();
      const visit = (chunk: Rolldown.OutputChunk): void => {
        if (scripts.has(chunk.fileName)) return;
        scripts.add(chunk.fileName);
        for (const file of chunk.viteMetadata?.importedCss ?? []) styles.add(file);
        for (const name of chunk.imports) {
          const next = bundle[name];
          if (next?.type === 'chunk') visit(next);
        }
      };
      const chunkWith = (module: string): Rolldown.OutputChunk => {
        const chunk = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.replaceAll('\\', '/').endsWith(module)));
        return chunk ?? this.error(`the editor has no ${module}`);
      };
      for (const chunk of chunks) if (ROUTER.test(chunk.fileName)) visit(chunk);
      for (const part of PARTS) visit(chunkWith(part));
      const words = Object.fromEntries(
        Object.entries(WORDS).map(([locale, module]) => [locale, chunkWith(module).fileName]),
      );
      const source = JSON.stringify({ scripts: [...scripts], styles: [...styles], words });
      this.emitFile({ type: 'asset', fileName: FILE, source });
    },
  };
}
