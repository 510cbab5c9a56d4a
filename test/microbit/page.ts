/** Bundled into the test page: what the application uses. */
export { MicrobitSimulator, createWorkerCompiler, fetchMakeCodeFiles } from '@paperkite/makecode';
export { frameDocument } from '@paperkite/stage/host';
