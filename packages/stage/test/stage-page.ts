/** Bundled into the test page: what the application uses. */
export { createStage } from '../src/host/index.ts';
