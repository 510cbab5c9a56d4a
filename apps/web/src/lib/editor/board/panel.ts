/** What a project with a board shows of it, in one chunk. */
export { default as BoardPane } from './BoardPane.svelte';
export { default as BoardProperties } from './BoardProperties.svelte';
export { default as BoardTiles } from './BoardTiles.svelte';
export { BoardDesk } from './desk.svelte.ts';
export { default as SerialPanel } from './monitor/SerialPanel.svelte';
