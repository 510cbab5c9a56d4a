/** A board's program as text, in one chunk; the editor for it comes in another. */
export { default as BoardText } from './BoardText.svelte';
export { LiveText } from './live-text.svelte.ts';
