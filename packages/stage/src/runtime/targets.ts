import type { AudioPlayer, Renderer } from '../ports.ts';
import type { CompiledProgram, TargetTable } from './program.ts';
import { carryTarget } from './stepped/carry-over.ts';
import { StageTarget } from './target.ts';

/** Clones in all that may live at once. */
export const MAX_CLONES = 300;

/**
 * The living targets and their order, which is at once the order of layers (back to front) and, from front to back, the
 * order in which events start scripts. The stage is first and stays there.
 */
export class Targets {
  readonly stage: StageTarget;
  readonly originals: StageTarget[];
  /** Back to front. */
  order: StageTarget[];
  private readonly renderer: Renderer | null;
  private readonly audio: AudioPlayer;
  /** Those that look different are the first `changes` of `changed`: emptying it each frame would give its memory back. */
  private readonly changed: StageTarget[] = [];
  private changes = 0;
  private orderChanged = true;
  private clones = 0;
  private serials = 0;

  constructor(program: CompiledProgram, renderer: Renderer | null, audio: AudioPlayer) {
    this.renderer = renderer;
    this.audio = audio;
    this.originals = program.targets.map((table, index) => this.make(table, index, null));
    this.stage = this.originals[0]!;
    const layer = (target: StageTarget): number => target.table.sprite?.layer ?? 0;
    this.order = [this.stage, ...this.originals.slice(1).sort((a, b) => layer(a) - layer(b))];
  }

  /** A sprite by name; clones are not found by name. */
  sprite(name: string): StageTarget | undefined {
    return this.originals.find((target) => !target.isStage && target.table.name === name);
  }

  /** All living targets that are instances of one sprite, the original first. */
  instancesOf(original: StageTarget): StageTarget[] {
    return this.order.filter((target) => target.index === original.index);
  }

  /** Makes a clone directly behind its original, or null when there are too many. */
  clone(original: StageTarget): StageTarget | null {
    if (this.clones >= MAX_CLONES) return null;
    this.clones++;
    const clone = this.make(original.table, original.index, original);
    this.order.splice(this.order.indexOf(original), 0, clone);
    this.orderChanged = true;
    return clone;
  }

  /** Takes a clone off the stage. What it plays plays on. */
  dispose(clone: StageTarget): void {
    if (clone.isClone) this.remove(clone);
  }

  private remove(target: StageTarget): void {
    const place = this.order.indexOf(target);
    if (place < 0) return;
    if (target.isClone) this.clones--;
    this.order.splice(place, 1);
    target.disposed = true;
    this.renderer?.hideBubble(target.drawable);
    this.renderer?.destroyDrawable(target.drawable);
    this.orderChanged = true;
  }

  /** Moves a sprite by layers, towards the front when positive. */
  moveLayers(target: StageTarget, by: number): void {
    const place = this.order.indexOf(target);
    if (place < 1) return;
    this.order.splice(place, 1);
    // The new place is cut, not the number of layers: back by 0.3 is back by one, as in Scratch.
    this.order.splice(Math.max(1, Math.min(this.order.length, Math.trunc(place + by))), 0, target);
    this.orderChanged = true;
  }

  /** Notes that a target looks different; the renderer hears of it at `flush`. */
  touch(target: StageTarget): void {
    if (target.dirty || target.disposed) return;
    target.dirty = true;
    this.changed[this.changes++] = target;
  }

  /** Tells the renderer everything that changed. */
  flush(): void {
    const { renderer, changed } = this;
    for (let i = 0; i < this.changes; i++) {
      const target = changed[i]!;
      target.dirty = false;
      if (renderer === null || target.disposed) continue;
      const { x, y, size, direction, rotationStyle, visible, effects } = target;
      const skin = target.skins[target.costume]!;
      renderer.update(target.drawable, { skin, x, y, size, direction, rotationStyle, visible, effects });
    }
    this.changes = 0;
    if (!this.orderChanged) return;
    this.orderChanged = false;
    renderer?.setOrder(this.order.slice(1).map((target) => target.drawable));
  }

  /** Gives the living targets their tables in another version: new sprites come, those that are no more go. */
  takeOver(program: CompiledProgram): void {
    const places = new Map(program.targets.map(({ id }, index) => [id, index]));
    const known = new Map(this.originals.map((target) => [target.table.id, target]));
    for (const target of [...this.order]) {
      const index = places.get(target.table.id);
      if (index === undefined) {
        this.audio.stop(target.serial);
        this.remove(target);
      } else {
        carryTarget(target, index, program, this.renderer);
        this.touch(target);
      }
    }
    const next = program.targets.map((table, index) => {
      const old = known.get(table.id);
      if (old !== undefined) return old;
      const made = this.make(table, index, null);
      this.order.push(made);
      return made;
    });
    this.originals.splice(0, this.originals.length, ...next);
    this.orderChanged = true;
  }

  byDrawable(drawable: number): StageTarget | undefined {
    return this.order.find((target) => target.drawable === drawable);
  }

  private make(table: TargetTable, index: number, original: StageTarget | null): StageTarget {
    const target = new StageTarget(table, index, this.serials++, original);
    if (this.renderer !== null) {
      if (original === null) target.skins = table.costumes.map((costume) => this.renderer!.loadCostume(costume));
      target.drawable = this.renderer.createDrawable(table.isStage ? 'backdrop' : 'sprite');
    }
    this.audio.setVolume(target.serial, target.volume);
    this.touch(target);
    return target;
  }
}
