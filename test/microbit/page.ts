/** Bundled into the test page: what the application uses. */
export { openTextLink } from '@paperkite/boards';
export {
  MicrobitSimulator,
  RadioAir,
  MicrobitSimulatorTransport,
  createWorkerCompiler,
  fetchMakeCodeFiles,
} from '@paperkite/makecode';
export { frameDocument } from '@paperkite/stage/host';
