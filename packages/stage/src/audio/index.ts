export { WebAudioPlayer } from './web-audio-player.ts';
