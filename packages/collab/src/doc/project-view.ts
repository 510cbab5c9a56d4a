import { documentFormat, PROJECT_LIMITS } from '@paperkite/project';
import type { BoardTarget, Project, SpriteTarget, StageTarget, Target, TargetId } from '@paperkite/project';
import type * as Y from 'yjs';
import { readBoardProperties, readParts } from './board-records.ts';
import { asString, toPlainJson } from './guards.ts';
import { describeRoot, projectMap, targetMap, targetText } from './layout.ts';
import type { MapArea, ProjectArea, TargetArea } from './layout.ts';
import { orderedIds, readOrdered, readRecord } from './ordered-map.ts';
import * as records from './records.ts';
import { TargetBlocks } from './target-blocks.ts';

/** What a transaction touched. */
export interface ProjectChange {
  areas: ReadonlySet<ProjectArea>;
  targets: ReadonlyMap<TargetId, ReadonlySet<TargetArea>>;
  /** Whether this page's person made it (undo included), not somebody else or the fill of a new document. */
  own: boolean;
}

/** Id of the stage of a document that nobody has filled yet. */
export const EMPTY_STAGE_ID = 'stage';

/**
 * Reads the shared document as a project. Keeps what did not change: targets, block records and blocks stay the same
 * objects from one reading to the next, so that whoever compiles or draws them can compare by identity.
 */
export class ProjectView {
  readonly #doc: Y.Doc;
  readonly #blocks = new Map<TargetId, TargetBlocks>();
  readonly #areas = new Map<TargetId, Map<MapArea, unknown>>();
  readonly #targets = new Map<TargetId, Target>();
  #project: Project | undefined;

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  blocksOf(target: TargetId): TargetBlocks {
    let blocks = this.#blocks.get(target);
    if (!blocks) this.#blocks.set(target, (blocks = new TargetBlocks(this.#doc, target)));
    return blocks;
  }

  /** Follows a finished transaction; returns what it touched, or undefined if nothing of the project. */
  follow(transaction: Y.Transaction): Omit<ProjectChange, 'own'> | undefined {
    const areas = new Set<ProjectArea>();
    const targets = new Map<TargetId, Set<TargetArea>>();
    for (const [type, keys] of transaction.changed) {
      const root = describeRoot(this.#nameOf(type as Y.AbstractType<unknown>) ?? '');
      if (!root) continue;
      if (!('target' in root)) {
        areas.add(root.area);
        continue;
      }
      const { area, target } = root;
      if (area === 'locations' || area === 'bodies')
        this.#blocks.get(target)?.follow(
          area,
          [...keys].filter((key) => key !== null),
        );
      if (area !== 'text') this.#areas.get(target)?.delete(area);
      this.#targets.delete(target);
      const touched = targets.get(target);
      if (touched) touched.add(area);
      else targets.set(target, new Set([area]));
    }
    if (areas.size === 0 && targets.size === 0) return undefined;
    if (areas.has('targets')) this.#targets.clear();
    this.#project = undefined;
    return { areas, targets };
  }

  get project(): Project {
    return (this.#project ??= this.#readProject());
  }

  #readProject(): Project {
    const kinds = projectMap(this.#doc, 'targets');
    const ids = orderedIds(kinds);
    const stageId = ids.find((id) => kinds.get(id) === 'stage') ?? EMPTY_STAGE_ID;
    const sprites = ids
      .filter((id) => kinds.get(id) === 'sprite')
      .map((id) => this.#target(id, 'sprite') as SpriteTarget);
    const boards = ids
      .filter((id) => kinds.get(id) === 'board')
      .slice(0, PROJECT_LIMITS.boards)
      .map((id) => this.#target(id, 'board'));
    const unknown = projectMap(this.#doc, 'unknown');
    const targets = [this.#target(stageId, 'stage'), ...numberLayers(sprites), ...boards];
    return {
      format: documentFormat(targets),
      title: asString(projectMap(this.#doc, 'project').get('title'), ''),
      targets,
      extensions: orderedIds(projectMap(this.#doc, 'extensions')),
      monitors: readOrdered(projectMap(this.#doc, 'monitors'), records.readMonitor),
      ...(unknown.size > 0 && { unknown: toPlainJson(unknown.toJSON()) }),
    };
  }

  #target(id: TargetId, kind: Target['kind']): Target {
    const known = this.#targets.get(id);
    if (known) return known;
    const target =
      kind === 'stage' ? this.#readStage(id) : kind === 'sprite' ? this.#readSprite(id) : this.#readBoard(id);
    this.#targets.set(id, target);
    return target;
  }

  #readStage(id: TargetId): StageTarget {
    const get = this.#properties(id);
    return {
      kind: 'stage',
      id,
      ...records.readStageProperties(get),
      ...this.#contents(id),
      broadcasts: this.#area(id, 'broadcasts', (map) =>
        readRecord(map, (_id, part) => (typeof part('') === 'string' ? (part('') as string) : undefined)),
      ),
    };
  }

  #readSprite(id: TargetId): SpriteTarget {
    return { kind: 'sprite', id, ...records.readSpriteProperties(this.#properties(id)), ...this.#contents(id) };
  }

  #readBoard(id: TargetId): BoardTarget {
    return {
      kind: 'board',
      id,
      ...readBoardProperties(this.#properties(id)),
      ...this.#program(id),
      text: targetText(this.#doc, id).toString().slice(0, PROJECT_LIMITS.boardText),
      parts: this.#area(id, 'parts', readParts),
    };
  }

  #properties(id: TargetId): records.Get {
    const map = targetMap(this.#doc, id, 'properties');
    return (key) => map.get(key);
  }

  /** What every kind of target has. */
  #program(id: TargetId) {
    return {
      blocks: this.blocksOf(id).view,
      variables: this.#area(id, 'variables', (map) => readRecord(map, records.readVariable)),
      lists: this.#area(id, 'lists', (map) => readRecord(map, records.readList)),
      comments: this.#area(id, 'comments', (map) => readRecord(map, records.readComment)),
    };
  }

  #contents(id: TargetId) {
    const costumes = this.#area(id, 'costumes', (map) => readOrdered(map, records.readCostume));
    const shown = this.#properties(id)('currentCostume');
    return {
      ...this.#program(id),
      costumes,
      currentCostume: Math.max(
        0,
        costumes.findIndex((costume) => costume.id === shown),
      ),
      sounds: this.#area(id, 'sounds', (map) => readOrdered(map, records.readSound)),
    };
  }

  #area<T>(id: TargetId, area: MapArea, read: (map: Y.Map<unknown>) => T): T {
    let areas = this.#areas.get(id);
    if (!areas) this.#areas.set(id, (areas = new Map()));
    if (!areas.has(area)) areas.set(area, read(targetMap(this.#doc, id, area)));
    return areas.get(area) as T;
  }

  #nameOf(type: Y.AbstractType<unknown>): string | undefined {
    for (const [name, root] of this.#doc.share) if (root === type) return name;
    return undefined;
  }
}

/** Layers 1..n from whatever numbers the sprites have after merges. */
function numberLayers(sprites: SpriteTarget[]): SpriteTarget[] {
  const backToFront = sprites
    .map((sprite, i) => ({ layer: sprite.layer, i }))
    .sort((a, b) => a.layer - b.layer || a.i - b.i);
  const layers = new Map(backToFront.map(({ i }, rank) => [i, rank + 1]));
  return sprites.map((sprite, i) => (sprite.layer === layers.get(i) ? sprite : { ...sprite, layer: layers.get(i)! }));
}
