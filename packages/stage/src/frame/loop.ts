/**
 * Calls `step` once a frame, `stepMs()` milliseconds apart, without drifting. Steps that were missed (a busy machine, a
 * hidden tab) are not made up for: a project goes slower then, as in Scratch, instead of leaping.
 */
export function startLoop(step: () => void, stepMs: () => number): () => void {
  let due = performance.now();
  let timer: ReturnType<typeof setTimeout>;
  const tick = (): void => {
    const now = performance.now();
    due = Math.max(due + stepMs(), now);
    // Set before the step: a step that throws must not end the loop.
    timer = setTimeout(tick, due - now);
    step();
  };
  timer = setTimeout(tick, 0);
  return () => clearTimeout(timer);
}
