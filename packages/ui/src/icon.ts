import type { Component } from 'svelte';

/** An icon component such as those of `@lucide/svelte/icons/*` (import each by its own path to keep pages small). */
export type Icon = Component<{ size?: number | string; 'aria-hidden'?: 'true' }>;
