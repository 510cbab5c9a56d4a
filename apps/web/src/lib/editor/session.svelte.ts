import type { ProjectDoc } from '@paperkite/collab';
import {
  boardsOf,
  frameRateComment,
  type BoardTarget,
  type Costume,
  type FrameRate,
  type Project,
  type SceneProject,
  type SceneTarget,
  type Sound,
  type SpriteTarget,
  type StageTarget,
  type TargetId,
} from '@paperkite/project';
import { AssetUrls, type AssetStore } from './assets.ts';
import { freeSpot } from './free-spot.ts';
import { LiveSprites, type Stand } from './live-sprites.ts';
import { mainBoard } from './main-board.ts';
import { followScene } from './follow-scene.ts';

/**
 * One open project as the editor's panels see it: what the document says now, which target is being edited, and the
 * assets behind it. The panels change the document through `doc`; `project` follows.
 */
export class EditorSession {
  readonly doc: ProjectDoc;
  readonly assets: AssetStore;
  readonly urls: AssetUrls;
  /** Where a run left the sprites. */
  readonly live = new LiveSprites();
  /** Changes with a teacher's pause. */
  readOnly: boolean = $state(false);

  /** Parts that did not change stay the same objects. */
  project: Project = $state.raw() as Project;
  canUndo = $state(false);
  canRedo = $state(false);
  #chosen: TargetId | undefined = $state();

  readonly #sceneOf = followScene();
  /** What the stage shows: the same object while only boards change. */
  readonly scene: SceneProject = $derived(this.#sceneOf(this.project));
  readonly stage: StageTarget = $derived(this.project.targets[0] as StageTarget);
  readonly sprites: SpriteTarget[] = $derived(this.project.targets.filter((target) => target.kind === 'sprite'));
  readonly boards: BoardTarget[] = $derived(boardsOf(this.project));
  /** The board being edited, if one was chosen: then the panels of sprites still show `target`, where they show at all. */
  readonly board: BoardTarget | undefined = $derived(this.boards.find((board) => board.id === this.#chosen));
  /** The sprite or stage being edited: the chosen one while it exists, else the first sprite, else the stage. */
  readonly target: SceneTarget = $derived(
    this.scene.targets.find((target) => target.id === this.#chosen) ?? this.sprites[0] ?? this.stage,
  );

  readonly #stop: (() => void)[];

  constructor(doc: ProjectDoc, assets: AssetStore, options: { readOnly?: boolean } = {}) {
    this.doc = doc;
    this.assets = assets;
    this.urls = new AssetUrls(assets);
    this.readOnly = options.readOnly ?? false;
    this.project = doc.toProject();
    this.#chosen = mainBoard(this.project)?.id;
    this.#stop = [
      doc.observe(() => (this.project = doc.toProject())),
      doc.onUndoChanged(() => {
        this.canUndo = doc.canUndo();
        this.canRedo = doc.canRedo();
      }),
    ];
  }

  choose(id: TargetId): void {
    this.#chosen = id;
  }

  /** Takes another project's content, as one step that undo takes back: a file that was opened, an earlier version. */
  replaceWith(project: Project): void {
    this.doc.fillFromProject(project, { undoable: true });
    this.#chosen = mainBoard(project)?.id;
    this.live.putBack(this.scene.targets);
  }

  /** Moves, turns, sizes, shows or dresses a target by hand: on the stage as it is now, and in the document. */
  place(target: SceneTarget, change: Partial<Stand>): void {
    this.live.place(target, change);
    const { costume, ...stand } = change;
    const index = target.costumes.findIndex(({ id }) => id === costume);
    this.doc.sprites.set(target.id, { ...stand, ...(index >= 0 && { currentCostume: index }) });
  }

  /** What the target wears now: a running program changes it without touching the document. */
  worn(target: SceneTarget): Costume | undefined {
    const { costume } = this.live.of(target);
    return target.costumes.find(({ id }) => id === costume) ?? target.costumes[target.currentCostume];
  }

  /** Lets the project begin with targets as they stand now. */
  keepPlace(target: SceneTarget): void {
    this.place(target, this.live.of(target));
  }

  setFrameRate(rate: FrameRate): void {
    const { id, comment } = frameRateComment(this.stage, rate);
    this.doc.comments.set(this.stage.id, id, comment);
  }

  /** Puts bytes that are known to be safe into the project's care and a costume of them into the target; shows it. */
  addCostume(target: SceneTarget, costume: Omit<Costume, 'id'>, index = target.costumes.length): void {
    this.doc.costumes.add(target.id, costume, index);
    // Two steps: which costume is shown is known by its place in the list, which the first step changes.
    this.doc.sprites.set(target.id, { currentCostume: index });
  }

  addSound(target: SceneTarget, sound: Omit<Sound, 'id'>): void {
    this.doc.sounds.add(target.id, sound);
  }

  /** Puts a new sprite where no other one stands and edits it. */
  addSprite(sprite: SpriteTarget): void {
    this.choose(this.doc.sprites.add({ ...sprite, ...freeSpot(this.sprites) }));
  }

  destroy(): void {
    for (const stop of this.#stop) stop();
    this.urls.destroy();
  }
}
