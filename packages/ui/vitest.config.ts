import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Components are compiled and mounted in jsdom; what only a real browser shows is looked at in the e2e tests. */
export default defineConfig({
  plugins: [svelte()],
  resolve: { conditions: ['browser'] },
  test: {
    name: 'ui',
    include: ['src/**/*.test.ts'],
    environment: 'jsdom',
    // These ship .svelte files, which Node cannot load by itself.
    server: { deps: { inline: ['@lucide/svelte', 'bits-ui', 'svelte-toolbelt', 'runed'] } },
  },
});
