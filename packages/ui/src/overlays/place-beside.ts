/** Pixels between a button and what it opens. */
const GAP = 4;
/** Pixels that stay free at each side of the window. */
const EDGE = 8;

/**
 * Puts what a button opens below it, or above where there is more room; never wider or higher than the window has place for.
 * @param shown fixed in the window, laid out already
 * @param align which edges of the two are in line
 */
export function placeBeside(shown: HTMLElement, button: HTMLElement, align: 'start' | 'end'): void {
  shown.style.maxHeight = '';
  const { offsetWidth: width, offsetHeight: height } = shown;
  const at = button.getBoundingClientRect();
  const below = innerHeight - at.bottom - GAP - EDGE;
  const above = at.top - GAP - EDGE;
  const isAbove = height > below && above > below;
  const room = isAbove ? above : below;
  const left = align === 'end' ? at.right - width : at.left;
  shown.style.maxHeight = `${room}px`;
  shown.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`;
  shown.style.top = `${isAbove ? at.top - GAP - Math.min(height, room) : at.bottom + GAP}px`;
}
