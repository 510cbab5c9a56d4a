/** Bundled into a test page: sounds without frame and worker. */
export { WebAudioPlayer } from '../src/audio/index.ts';
