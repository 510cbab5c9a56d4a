export * from './block-edits.ts';
export * from './document.ts';
