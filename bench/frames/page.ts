/** Bundled into the page of the bench: what the application uses. */
export { createStage } from '@paperkite/stage/host';
