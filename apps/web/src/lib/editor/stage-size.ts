/** How much of the page the stage takes; full screen is another matter. */
export type StageSize = 'small' | 'large';

/** Where this device remembers the choice. */
const KEY = 'paperkite:stage-size';
/** Below this width of the window, in pixels, a large stage leaves too little for blocks. */
const NARROW = 1200;

/** The size that was chosen on this device, else the one that suits the window. */
export function firstStageSize(): StageSize {
  const chosen = localStorage.getItem(KEY);
  if (chosen === 'small' || chosen === 'large') return chosen;
  return window.innerWidth < NARROW ? 'small' : 'large';
}

export const rememberStageSize = (size: StageSize): void => localStorage.setItem(KEY, size);
