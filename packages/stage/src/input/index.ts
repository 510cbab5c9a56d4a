export { isClaimed, Keyboard } from './keys.ts';
export { listenToPointer } from './pointer.ts';
export { Press, type PressTargets } from './press.ts';
export { StageInput } from './stage-input.ts';
