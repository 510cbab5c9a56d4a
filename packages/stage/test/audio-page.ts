/** Bundled into a test page: sounds without frame and worker. */
export { WebAudioPlayer } from '../src/audio/index.ts';
export { synthesize } from '../src/audio/music/synthesize.ts';
