/** What a press on the stage may do, in drawables of the renderer. */
export interface PressTargets<T> {
  /** The topmost sprite at a point, or null for the stage itself. */
  pick(x: number, y: number): T | null;
  isDraggable(target: T): boolean;
  /** Whether a click is told only when the pointer is let go: a drag is none. */
  clicksLate(target: T): boolean;
  position(target: T): { x: number; y: number };
  click(target: T | null): void;
  moveTo(target: T, x: number, y: number): void;
  /** A drag has ended. */
  drop(target: T): void;
}

/** Stage units that a pointer may tremble within a click. */
const TREMBLE = 3;

/**
 * Tells clicks from drags: what its project lets people drag is clicked when the pointer is let go where it was pressed, all else
 * when it goes down, also what only the editor drags, as in Scratch.
 */
export class Press<T> {
  readonly #targets: PressTargets<T>;
  #isDown = false;
  #held: { target: T; startX: number; startY: number; offsetX: number; offsetY: number; moved: boolean } | null = null;

  constructor(targets: PressTargets<T>) {
    this.#targets = targets;
  }

  /** Every pointer event, in stage units. */
  pointer(x: number, y: number, down: boolean): void {
    const went = down !== this.#isDown;
    this.#isDown = down;
    if (went && down) this.#press(x, y);
    else if (down) this.#move(x, y);
    else if (went) this.#release(x, y);
  }

  #press(x: number, y: number): void {
    const target = this.#targets.pick(x, y);
    if (target === null || !this.#targets.clicksLate(target)) this.#targets.click(target);
    if (target === null || !this.#targets.isDraggable(target)) return;
    const at = this.#targets.position(target);
    this.#held = { target, startX: x, startY: y, offsetX: at.x - x, offsetY: at.y - y, moved: false };
  }

  #move(x: number, y: number): void {
    const held = this.#held;
    if (!held) return;
    held.moved ||= Math.hypot(x - held.startX, y - held.startY) > TREMBLE;
    if (held.moved) this.#targets.moveTo(held.target, x + held.offsetX, y + held.offsetY);
  }

  #release(x: number, y: number): void {
    this.#move(x, y);
    const held = this.#held;
    this.#held = null;
    if (held?.moved) this.#targets.drop(held.target);
    else if (held && this.#targets.clicksLate(held.target)) this.#targets.click(held.target);
  }
}
