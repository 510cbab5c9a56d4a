import { STAGE_HEIGHT, STAGE_WIDTH } from '../render/geometry.ts';

export interface PointerListener {
  /** Stage units, y up. */
  onPointer(x: number, y: number, down: boolean): void;
  /** The wheel was turned over the stage. */
  onWheel(up: boolean): void;
}

/**
 * Mouse, pen and the first finger on the stage's surface. Movements of one frame come as one. Returns a function that
 * stops listening.
 */
export function listenToPointer(surface: HTMLElement, { onPointer, onWheel }: PointerListener): () => void {
  const stop = new AbortController();
  const options = { signal: stop.signal };
  let active: number | null = null;
  let waiting: PointerEvent | null = null;

  const tell = (event: PointerEvent, down: boolean): void => {
    const box = surface.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return;
    const x = ((event.clientX - box.left) / box.width - 0.5) * STAGE_WIDTH;
    const y = (0.5 - (event.clientY - box.top) / box.height) * STAGE_HEIGHT;
    onPointer(x, y, down);
  };
  const flush = (): void => {
    if (waiting) tell(waiting, active !== null);
    waiting = null;
  };

  surface.addEventListener(
    'pointerdown',
    (event) => {
      if (active !== null || event.button > 0) return;
      active = event.pointerId;
      // Keeps a drag alive beyond the frame's edge.
      surface.setPointerCapture(event.pointerId);
      waiting = null;
      tell(event, true);
    },
    options,
  );
  const moved = (event: PointerEvent): void => {
    if (active !== null && event.pointerId !== active) return;
    if (!waiting) requestAnimationFrame(flush);
    waiting = event;
  };
  surface.addEventListener('pointermove', moved, options);
  // The last place that is seen: beyond the edge, which is where a project then sees the pointer.
  surface.addEventListener('pointerleave', moved, options);
  const release = (event: PointerEvent): void => {
    if (event.pointerId !== active) return;
    active = null;
    waiting = null;
    tell(event, false);
  };
  surface.addEventListener('pointerup', release, options);
  surface.addEventListener('pointercancel', release, options);
  const turned = ({ deltaY }: WheelEvent): void => {
    if (deltaY !== 0) onWheel(deltaY < 0);
  };
  surface.addEventListener('wheel', turned, { ...options, passive: true });
  surface.addEventListener('contextmenu', (event) => event.preventDefault(), options);
  return () => stop.abort();
}
