import { newLocalId } from '@paperkite/kernel';
import { BLANK_BACKDROP } from './assets/builtin.ts';
import type { BoardTarget, BoardType, Costume, SpriteTarget, TargetId } from './document.ts';
import type { SceneProject } from './scene.ts';

/** The stage's id in every project made here or imported, so that whoever merges two copies sees one stage. */
export const STAGE_ID: TargetId = 'stage';

/**
 * A project with nothing but a stage and its white backdrop, whose bytes are `BLANK_BACKDROP.asset()`. The same title
 * gives the same document.
 */
export function emptyProject(title: string): SceneProject {
  return {
    format: 1,
    title,
    targets: [
      {
        kind: 'stage',
        id: STAGE_ID,
        name: 'Stage',
        blocks: {},
        variables: {},
        lists: {},
        comments: {},
        costumes: [
          {
            id: 'backdrop',
            name: 'backdrop1',
            asset: BLANK_BACKDROP.hash,
            format: 'svg',
            rotationCenterX: BLANK_BACKDROP.width / 2,
            rotationCenterY: BLANK_BACKDROP.height / 2,
            bitmapResolution: 1,
          },
        ],
        currentCostume: 0,
        sounds: [],
        volume: 100,
        broadcasts: {},
        tempo: 60,
      },
    ],
    extensions: [],
    monitors: [],
  };
}

/** A sprite without scripts in the middle of the stage, with Scratch's initial values. `costumes` must not be empty. */
export function newSprite(name: string, costumes: Costume[], layer: number): SpriteTarget {
  return {
    kind: 'sprite',
    id: newLocalId(),
    name,
    blocks: {},
    variables: {},
    lists: {},
    comments: {},
    costumes,
    currentCostume: 0,
    sounds: [],
    volume: 100,
    visible: true,
    x: 0,
    y: 0,
    size: 100,
    direction: 90,
    draggable: false,
    rotationStyle: 'all around',
    layer,
  };
}

/** A board without scripts and with nothing on its bench. */
export function newBoard(name: string, board: BoardType): BoardTarget {
  return {
    kind: 'board',
    id: newLocalId(),
    name,
    board,
    blocks: {},
    variables: {},
    lists: {},
    comments: {},
    mode: 'blocks',
    text: '',
    parts: [],
  };
}
