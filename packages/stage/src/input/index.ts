export { isClaimed, Keyboard } from './keys.ts';
export { listenToPointer } from './pointer.ts';
export { StageInput } from './stage-input.ts';
