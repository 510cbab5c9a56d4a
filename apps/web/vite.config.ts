import adapter from '@sveltejs/adapter-node';
import { FRAME_SCRIPT_HASH } from '@paperkite/stage/host';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { blocklyWords } from './bundling/blockly-words.ts';
import { chunkGroups, shortStyleNames } from './bundling/chunk-groups.ts';
import { editorParts } from './bundling/editor-parts.ts';
import { shortMessages } from './bundling/short-messages.ts';

export default defineConfig({
  plugins: [
    tailwindcss(),
    shortStyleNames(),
    blocklyWords(),
    shortMessages(),
    editorParts(),
    sveltekit({
      adapter: adapter({ out: 'build', precompress: true }),
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['self'],
          // blob: is for the programs of projects: they enter the sandboxed frame, which inherits this policy, as blob scripts.
          'script-src': ['self', 'blob:', FRAME_SCRIPT_HASH.slice(1, -1) as `sha256-${string}`],
          'worker-src': ['self', 'blob:'],
          // Blockly writes style elements of its own.
          'style-src': ['self', 'unsafe-inline'],
          'img-src': ['self', 'data:', 'blob:'],
          'media-src': ['self', 'blob:', 'data:'],
          'font-src': ['self', 'data:'],
          'connect-src': ['self'],
          // 'self' keeps a hostile project from navigating its frame to another site with what it knows.
          'frame-src': ['self'],
          'frame-ancestors': ['self'],
          'object-src': ['none'],
          'base-uri': ['self'],
          'form-action': ['self'],
        },
      },
      version: { pollInterval: 0 },
      // A page has a dozen small style sheets: inside it they cost nothing, as files a slow line pays for each.
      inlineStyleThreshold: 12_000,
    }),
  ],
  ssr: {
    // Our packages stay outside the server bundle: Node runs their TypeScript as it is, so that the server around the
    // application and the application share one instance of each.
    external: [
      'blocks',
      'classroom',
      'collab',
      'compiler',
      'contest',
      'data',
      'files',
      'i18n',
      'kernel',
      'project',
      'stage',
    ].map((name) => `@paperkite/${name}`),
  },
  environments: {
    client: { build: { rolldownOptions: { output: { codeSplitting: { groups: chunkGroups() } } } } },
  },
  build: { target: 'es2022' },
});
