import { MediaQuery } from 'svelte/reactivity';
import { preferences } from '@paperkite/ui';

/** Whether the page is dark now: by choice, else as the device is. For what CSS alone cannot colour. */
export function usesDarkTheme(): { readonly current: boolean } {
  const device = new MediaQuery('(prefers-color-scheme: dark)');
  return {
    get current() {
      return preferences.theme === 'dark' || (preferences.theme === 'system' && device.current);
    },
  };
}
