import type { Costume } from '@paperkite/project';
import type { Picture } from '../../src/render/index.ts';
import { Skins, StageRenderer, type DecodedAsset, type Painter } from '../../src/render/index.ts';
import { Oracle, type Answer } from './oracle.ts';
import type { CostumeSpec, Grid, Scene } from './scene.ts';

export interface SceneResult {
  /** What the renderer and the oracle do not agree on. */
  wrong: string[];
  questions: number;
  /** Questions that the oracle leaves open: soft pen edges, rounding. */
  open: number;
  /** How many were answered with yes: a test that only ever hears no says little. */
  yes: number;
}

export const noResult = (): SceneResult => ({ wrong: [], questions: 0, open: 0, yes: 0 });

export function addResult(to: SceneResult, one: SceneResult): void {
  to.wrong.push(...one.wrong);
  to.questions += one.questions;
  to.open += one.open;
  to.yes += one.yes;
}

/** The renderer's picture of a costume, and the oracle's pixels of the same. */
export interface Look {
  picture: Picture;
  grid: Grid;
}

/** A stage with a scene on it, its pen drawn and its layers in order. */
export function stageFor(
  scene: Scene,
  looks: readonly Look[],
  painter: Painter,
): { stage: StageRenderer; ids: number[] } {
  const assets = new Map(looks.map(({ picture }, i) => [String(i), decoded(scene.costumes[i]!, picture)] as const));
  const stage = new StageRenderer({ painter, skins: new Skins(assets) });
  const skins = scene.costumes.map((costume, i) => stage.loadCostume(costumeTable(costume, String(i))));
  const ids = scene.actors.map(({ kind, costume, state }) => {
    const id = stage.createDrawable(kind);
    stage.update(id, { ...state, skin: skins[costume]! });
    return id;
  });
  stage.setOrder(scene.order.map((actor) => ids[actor]!));
  for (const op of scene.pen) {
    if (op.kind === 'stamp') stage.penStamp(ids[op.actor]!);
    else {
      const [r, g, b, a] = op.color;
      stage.penLine(op.x0, op.y0, op.x1, op.y1, [r / 255, g / 255, b / 255, a], op.width);
    }
  }
  return { stage, ids };
}

/** Asks the renderer and the oracle everything that blocks can ask about a scene. */
export function checkScene(scene: Scene, looks: readonly Look[], painter: Painter): SceneResult {
  const { stage, ids } = stageFor(scene, looks, painter);
  const grids = looks.map(({ grid }) => grid);
  const oracle = new Oracle(scene, grids);
  let careful: Oracle | null = null;
  const result = noResult();
  const compare = (question: string, given: boolean, ask: (oracle: Oracle) => Answer): void => {
    let truth = ask(oracle);
    if (truth !== null && truth !== given) truth = ask((careful ??= new Oracle(scene, grids, true)));
    result.questions++;
    if (truth === null) result.open++;
    else if (given !== truth) result.wrong.push(`scene ${scene.seed}: ${question} is ${truth}`);
    if (given) result.yes++;
  };

  const sprites = scene.actors.map((_, i) => i).slice(1);
  for (const self of sprites) {
    for (const other of [...sprites.filter((other) => other !== self), null]) {
      const others = other === null ? sprites : [other];
      const given = stage.touchingSprites(
        ids[self]!,
        others.map((i) => ids[i]!),
      );
      compare(`sprite ${self} touches ${others}`, given, (asked) => asked.touchesSprites(self, others));
    }
  }

  const self = sprites[scene.seed % sprites.length]!;
  const own = scene.colors[scene.seed % scene.colors.length]!;
  const memo = new Map<Oracle, { any: Answer[]; own: Answer[] }>();
  const colorsOf = (asked: Oracle): { any: Answer[]; own: Answer[] } => {
    let known = memo.get(asked);
    if (!known) {
      known = {
        any: asked.touchesColors(self, scene.colors, null),
        own: asked.touchesColors(self, scene.colors, own),
      };
      memo.set(asked, known);
    }
    return known;
  };
  scene.colors.forEach((color, i) => {
    const name = `sprite ${self} touches #${color.toString(16)}`;
    compare(name, stage.touchingColor(ids[self]!, color), (asked) => colorsOf(asked).any[i]!);
    const given = stage.colorTouchingColor(ids[self]!, own, color);
    compare(`${name} with #${own.toString(16)}`, given, (asked) => colorsOf(asked).own[i]!);
  });

  for (const [x, y] of scene.points) {
    const given = stage.touchingPoint(ids[self]!, x, y);
    compare(`sprite ${self} at ${x},${y}`, given, (asked) => asked.covers(self, x, y));
    const picked = stage.pick(x, y);
    compare(`a click at ${x},${y} meets the right sprite`, true, (asked) => {
      const top = asked.topmost(x, y);
      return top === undefined ? null : picked === (top === null ? null : ids[top]);
    });
  }
  return result;
}

function decoded(costume: CostumeSpec, picture: Picture): DecodedAsset {
  const { width, height } = costume.kind === 'vector' ? costume : costume.pixels;
  return { picture, width, height, originX: 0, originY: 0 };
}

function costumeTable(costume: CostumeSpec, asset: string): Costume {
  const resolution = costume.kind === 'vector' ? 1 : costume.resolution;
  return {
    id: asset,
    name: asset,
    asset,
    format: costume.kind === 'vector' ? 'svg' : 'png',
    // Bitmaps say their centre in their own pixels.
    rotationCenterX: costume.centerX * resolution,
    rotationCenterY: costume.centerY * resolution,
    bitmapResolution: resolution,
  };
}
