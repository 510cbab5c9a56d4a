import type { SceneProject, SceneTarget, TargetId } from '@paperkite/project';
import { createSubscriber } from 'svelte/reactivity';

/** How a target stands on the stage. Of the stage itself only the costume, its backdrop, means something. */
export interface Stand {
  /** Stage units from the middle, y up. */
  x: number;
  y: number;
  /** Degrees, 90 points right. */
  direction: number;
  /** Per cent. */
  size: number;
  visible: boolean;
  /** Id of the costume that it wears: its number changes with its neighbours. */
  costume: string | undefined;
}

/** How the document says that a target stands when the project is opened. */
export function standOf(target: SceneTarget): Stand {
  const { x, y, direction, size, visible } =
    target.kind === 'sprite' ? target : { x: 0, y: 0, direction: 90, size: 100, visible: true };
  return { x, y, direction, size, visible, costume: target.costumes[target.currentCostume]?.id };
}

/** What of `after` is different; undefined when nothing is. */
function changeBetween(before: Stand, after: Stand): Partial<Stand> | undefined {
  const entries = Object.entries(after).filter(([key, value]) => value !== before[key as keyof Stand]);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/**
 * How sprites stand on the stage, where a run moved them: a run writes nothing into the document. They stay there when the
 * project is compiled anew, until somebody moves them by hand, puts them back, or keeps them there. Svelte follows what is
 * read here.
 */
export class LiveSprites {
  /** Tells the stage of a move by hand, once there is a stage. */
  onplace: ((target: TargetId, change: Partial<Stand>) => void) | undefined;
  readonly #told = new Map<TargetId, Stand>();
  #changed: (() => void) | undefined;
  readonly #read = createSubscriber((update) => {
    this.#changed = update;
    return () => (this.#changed = undefined);
  });

  /** How a target stands now. */
  of(target: SceneTarget): Stand {
    this.#read();
    return this.#told.get(target.id) ?? standOf(target);
  }

  /** Whether a target stands otherwise than the document says. */
  hasStrayed(target: SceneTarget): boolean {
    return changeBetween(standOf(target), this.of(target)) !== undefined;
  }

  /** What the stage tells. */
  take(stands: Iterable<readonly [TargetId, Stand]>): void {
    for (const [target, stand] of stands) this.#told.set(target, stand);
    this.#changed?.();
  }

  /** Moves a target on the stage alone. */
  place(target: SceneTarget, change: Partial<Stand>): void {
    const known = this.#told.get(target.id);
    if (known) this.#told.set(target.id, { ...known, ...change });
    this.#changed?.();
    this.onplace?.(target.id, change);
  }

  /** Lets targets stand as the document says. */
  putBack(targets: readonly SceneTarget[]): void {
    for (const target of targets) {
      const change = changeBetween(this.of(target), standOf(target));
      this.#told.delete(target.id);
      if (change) this.onplace?.(target.id, change);
    }
    this.#changed?.();
  }

  /**
   * What the document changed between two of its states goes to the stage, wherever it was changed: here, by somebody else,
   * or by undoing. The rest stays as the run left it.
   */
  follow(before: SceneProject, after: SceneProject): void {
    if (before === after) return;
    const known = new Map(before.targets.map((target) => [target.id, target]));
    for (const target of after.targets) {
      const old = known.get(target.id);
      const change = old && old !== target && changeBetween(standOf(old), standOf(target));
      if (change) this.place(target, change);
    }
  }

  /** The project with everything standing as it does on the stage. */
  applyTo(project: SceneProject): SceneProject {
    if (this.#told.size === 0) return project;
    return { ...project, targets: project.targets.map((target) => this.#applied(target)) };
  }

  #applied(target: SceneTarget): SceneTarget {
    const stand = this.#told.get(target.id);
    if (!stand) return target;
    const { costume, ...place } = stand;
    const worn = target.costumes.findIndex(({ id }) => id === costume);
    const currentCostume = worn < 0 ? target.currentCostume : worn;
    return target.kind === 'stage' ? { ...target, currentCostume } : { ...target, ...place, currentCostume };
  }
}
