import type { EffectName } from '../../src/ports.ts';
import * as formulas from './formulas.ts';
import { costumeSize, type ActorSpec, type CostumeSpec, type Grid, type PenOp, type Scene } from './scene.ts';

/**
 * The brute-force pixel oracle: looks at every square of the stage, works out what lies there step by step, and knows no
 * hull and no matrix. It shares no code with the renderer.
 */

/** Not premultiplied red, green and blue 0..255, alpha 0..1. */
type Seen = readonly [red: number, green: number, blue: number, alpha: number];
/** A question that floating point or the pen's soft edges leave open is answered by `null`. */
export type Answer = boolean | null;

/** So many pen pixels lie side by side in a unit. */
const PEN_PIXELS = 2;
/** So far around a point a careful oracle looks, in stage units: what differs there is decided by rounding. */
const HAIR = 1e-6;
const EXACT = [[0, 0]] as const;
const CAREFUL = [
  [0, 0],
  [-HAIR, -HAIR],
  [HAIR, -HAIR],
  [-HAIR, HAIR],
  [HAIR, HAIR],
] as const;
const COLUMNS = 480;
const ROWS = 360;

export class Oracle {
  readonly #scene: Scene;
  readonly #grids: readonly Grid[];
  /** Colours of pen pixels that are beyond doubt; null where nobody can say. */
  readonly #penCache = new Map<number, Seen | null>();
  readonly #covered = new Map<number, Answer[]>();
  readonly #offsets: readonly (readonly [number, number])[];

  /**
   * @param grids the pixels of each costume of the scene
   * @param careful looks at neighbours a hair away too, and leaves open what they do not agree on; five times slower
   */
  constructor(scene: Scene, grids: readonly Grid[], careful = false) {
    this.#scene = scene;
    this.#grids = grids;
    this.#offsets = careful ? CAREFUL : EXACT;
  }

  /** Whether some pixel of an actor that is not wholly transparent lies at a point. */
  covers(actor: number, x: number, y: number): Answer {
    return agreed(this.#offsets.map(([dx, dy]) => (this.#look(actor, x + dx, y + dy)?.[3] ?? 0) > 0));
  }

  /** `covers` for the middle of every square of the stage, from the lower left. */
  #coverage(actor: number): Answer[] {
    let covered = this.#covered.get(actor);
    if (!covered) {
      covered = [];
      for (const [x, y] of squares()) covered.push(this.covers(actor, x, y));
      this.#covered.set(actor, covered);
    }
    return covered;
  }

  touchesSprites(self: number, others: readonly number[]): Answer {
    const shown = others.filter((other) => other !== self && this.#scene.actors[other]!.state.visible);
    const mine = this.#coverage(self);
    const theirs = shown.map((other) => this.#coverage(other));
    return some(mine.map((own, i) => own !== false && both(own, some(theirs.map((other) => other[i]!)))));
  }

  /** For each colour: whether self touches it; with `own`, whether its pixels of that colour do. */
  touchesColors(self: number, colors: readonly number[], own: number | null): Answer[] {
    const answers = colors.map((): Answer => false);
    const covered = this.#coverage(self);
    let square = 0;
    for (const [x, y] of squares()) {
      const here = covered[square++]!;
      const mine = here === false || own === null ? here : both(here, this.#hasColor(self, x, y, own));
      if (mine === false) continue;
      const scenes = this.#offsets.map(([dx, dy]) => this.#sceneWithout(self, x + dx, y + dy));
      colors.forEach((color, i) => {
        if (answers[i] === true) return;
        const there = agreed(scenes.map((seen) => seen && matches(seen.rgb, color, 0xf8f8f0, seen.doubt)));
        answers[i] = some([answers[i]!, both(mine, there)]);
      });
    }
    return answers;
  }

  /** The topmost visible sprite at a point; undefined when that is open. */
  topmost(x: number, y: number): number | null | undefined {
    for (const actor of [...this.#scene.order].reverse()) {
      const { visible, effects } = this.#scene.actors[actor]!.state;
      if (!visible || formulas.ghost(effects.ghost) === 0) continue;
      const covered = this.covers(actor, x, y);
      if (covered === null) return undefined;
      if (covered) return actor;
    }
    return null;
  }

  /** What is shown at a point over white; null where that is open, and where smoothing mixes pixels of other colours. */
  shown(x: number, y: number): readonly number[] | null {
    const plain = this.#scene.actors.every(({ state }, actor) => !state.visible || this.#isPlain(actor, x, y));
    return plain ? (this.#sceneWithout(-1, x, y)?.rgb ?? null) : null;
  }

  /** Whether the pixels of an actor's costume around the one that is seen at a point are like it. */
  #isPlain(index: number, x: number, y: number): boolean {
    const actor = this.#scene.actors[index]!;
    const costume = this.#scene.costumes[actor.costume]!;
    const at = placeOnCostume(actor, costume, x, y);
    if (!at) return true;
    const { width, height, data } = this.#grids[actor.costume]!;
    const [column, row] = [Math.floor(at[0] * width), Math.floor(at[1] * height)];
    const copies = Math.max(1, Math.round(1 + Math.abs(actor.state.effects.mosaic) / 10));
    const shrunken = (width / costumeSize(costume).width / (actor.state.size / 100)) * copies;
    const reach = 1 + Math.ceil(1.5 * shrunken);
    const channels = (c: number, r: number): number[] => {
      // Beyond the border the outermost pixels go on; clear pixels have no colour.
      const from = (clamp(r, height) * width + clamp(c, width)) * 4;
      return data[from + 3] === 0 ? [0, 0, 0, 0] : [...data.subarray(from, from + 4)];
    };
    const middle = channels(column, row);
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        if (channels(column + dx, row + dy).some((c, i) => c !== middle[i])) return false;
      }
    }
    return true;
  }

  /** The colour of an actor's pixel with all its effects but the ghost. */
  #hasColor(actor: number, x: number, y: number, color: number): Answer {
    return agreed(
      this.#offsets.map(([dx, dy]) => {
        const seen = this.#look(actor, x + dx, y + dy);
        return seen !== null && matches(seen, color, 0xfcfcfc, 0.01);
      }),
    );
  }

  /** Backdrop, pen and visible sprites but one, mixed from the back; null where that is open. */
  #sceneWithout(self: number, x: number, y: number): { rgb: number[]; doubt: number } | null {
    let rgb = [255, 255, 255];
    let doubt = 0.01;
    const put = ([r, g, b, alpha]: Seen): void => {
      rgb = [r, g, b].map((c, i) => alpha * c + (1 - alpha) * rgb[i]!);
    };
    const putActor = (actor: number): void => {
      const { state } = this.#scene.actors[actor]!;
      const seen = actor !== self && state.visible ? this.#look(actor, x, y) : null;
      if (seen) put([seen[0], seen[1], seen[2], seen[3] * formulas.ghost(state.effects.ghost)]);
    };
    putActor(0);
    if (this.#scene.pen.length > 0) {
      const pen = this.#pen(x, y);
      if (pen === null) return null;
      // The pen layer keeps eight bits of each colour, premultiplied.
      if (pen[3] > 0 && pen[3] < 1) doubt = 2.5;
      put(pen);
    }
    for (const actor of this.#scene.order) putActor(actor);
    return { rgb, doubt };
  }

  /** The pixel of an actor at a stage point, with colour effects; null beside the picture. */
  #look(index: number, x: number, y: number): Seen | null {
    const actor = this.#scene.actors[index]!;
    const costume = this.#scene.costumes[actor.costume]!;
    const at = placeOnCostume(actor, costume, x, y);
    if (!at) return null;
    const grid = this.#grids[actor.costume]!;
    const column = Math.min(grid.width - 1, Math.max(0, Math.floor(at[0] * grid.width)));
    const row = Math.min(grid.height - 1, Math.max(0, Math.floor(at[1] * grid.height)));
    const pixel = grid.data.subarray((row * grid.width + column) * 4, (row * grid.width + column) * 4 + 4);
    const { effects } = actor.state;
    let rgb = [...pixel.subarray(0, 3)];
    if (effects.color !== 0) rgb = formulas.color(effects.color, rgb);
    if (effects.brightness !== 0) rgb = formulas.brightness(effects.brightness, rgb);
    return [rgb[0]!, rgb[1]!, rgb[2]!, pixel[3]! / 255];
  }

  /** The pen pixel that holds a point. */
  #pen(x: number, y: number): Seen | null {
    const column = Math.floor((x + 240) * PEN_PIXELS);
    const row = Math.floor((180 - y) * PEN_PIXELS);
    if (column < 0 || row < 0 || column >= 480 * PEN_PIXELS || row >= 360 * PEN_PIXELS) return [0, 0, 0, 0];
    const key = row * 480 * PEN_PIXELS + column;
    let seen = this.#penCache.get(key);
    if (seen === undefined) {
      seen = this.#penPixel((column + 0.5) / PEN_PIXELS - 240, 180 - (row + 0.5) / PEN_PIXELS);
      this.#penCache.set(key, seen);
    }
    return seen;
  }

  #penPixel(x: number, y: number): Seen | null {
    let rgb = [0, 0, 0];
    let alpha = 0;
    let sure = true;
    const put = (color: readonly number[], over: number): void => {
      if (over === 1) sure = true;
      const together = over + alpha * (1 - over);
      if (together > 0) rgb = rgb.map((c, i) => (color[i]! * over + c * alpha * (1 - over)) / together);
      alpha = together;
    };
    for (const op of this.#scene.pen) {
      const drawn = op.kind === 'line' ? lineAt(op, x, y) : this.#stampAt(op.actor, x, y);
      if (drawn === null) sure = false;
      else if (drawn[3] > 0) put(drawn, drawn[3]);
    }
    return sure ? [rgb[0]!, rgb[1]!, rgb[2]!, alpha] : null;
  }

  /** A stamp is smoothed where its colour changes: nobody can say there. */
  #stampAt(actor: number, x: number, y: number): Seen | null {
    const { state } = this.#scene.actors[actor]!;
    const opacity = formulas.ghost(state.effects.ghost);
    const costume = this.#scene.costumes[this.#scene.actors[actor]!.costume]!;
    const texel =
      (costumeSize(costume).width / this.#grids[this.#scene.actors[actor]!.costume]!.width) * (state.size / 100);
    const reach = 1.2 / PEN_PIXELS + 1.5 * texel;
    let first: Seen | undefined;
    for (const dx of [-1, -0.5, 0, 0.5, 1]) {
      for (const dy of [-1, -0.5, 0, 0.5, 1]) {
        const look = this.#look(actor, x + dx * reach, y + dy * reach);
        // Effects jump within a unit, as often as they like: smoothing reaches over what these looks fall between.
        if (look && distorts(state.effects)) return null;
        const mixed: Seen = look && look[3] > 0 ? [look[0], look[1], look[2], look[3] * opacity] : [0, 0, 0, 0];
        first ??= mixed;
        if (mixed.some((c, i) => Math.abs(c - first![i]!) > 0.01)) return null;
      }
    }
    return first!;
  }
}

const clamp = (index: number, length: number): number => Math.min(length - 1, Math.max(0, index));

/** Whether effects move pixels. */
export const distorts = (effects: Readonly<Record<EffectName, number>>): boolean =>
  effects.fisheye !== 0 || effects.whirl !== 0 || effects.pixelate !== 0 || effects.mosaic !== 0;

/** A round-ended line; null within its soft edge. */
function lineAt(line: Extract<PenOp, { kind: 'line' }>, x: number, y: number): Seen | null {
  const { x0, y0, x1, y1, width, color } = line;
  const length = Math.hypot(x1 - x0, y1 - y0);
  const along = length === 0 ? 0 : ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length;
  const nearest = Math.min(length, Math.max(0, along));
  const [nx, ny] = length === 0 ? [x0, y0] : [x0 + ((x1 - x0) * nearest) / length, y0 + ((y1 - y0) * nearest) / length];
  const distance = Math.hypot(x - nx, y - ny);
  const soft = 1 / PEN_PIXELS;
  if (distance > width / 2 + soft) return [0, 0, 0, 0];
  return distance < width / 2 - soft ? color : null;
}

/** Where on its costume (0..1 from the left and the top) an actor shows at a stage point, or null beside it. */
function placeOnCostume(actor: ActorSpec, costume: CostumeSpec, x: number, y: number): [number, number] | null {
  const { state } = actor;
  const { width, height } = costumeSize(costume);
  const unit = state.size / 100;
  let [dx, dy] = [x - state.x, y - state.y];
  // Farther away than the farthest corner there is nothing: most squares are.
  const reach = Math.max(Math.abs(costume.centerX), Math.abs(width - costume.centerX)) * unit;
  const rise = Math.max(Math.abs(costume.centerY), Math.abs(height - costume.centerY)) * unit;
  if (dx * dx + dy * dy > (reach * reach + rise * rise) * 1.001) return null;
  if (state.rotationStyle === 'all around') {
    // Back to direction 90: clockwise on the stage is to larger directions.
    const back = (state.direction - 90) * (Math.PI / 180);
    const [angle, radius] = [Math.atan2(dy, dx) + back, Math.hypot(dx, dy)];
    [dx, dy] = [radius * Math.cos(angle), radius * Math.sin(angle)];
  } else if (state.rotationStyle === 'left-right' && state.direction < 0) {
    dx = -dx;
  }
  let [u, v] = [(dx / unit + costume.centerX) / width, (costume.centerY - dy / unit) / height];
  if (u < 0 || v < 0 || u >= 1 || v >= 1) return null;
  const { effects } = state;
  if (effects.mosaic !== 0) [u, v] = formulas.mosaic(effects.mosaic, u, v);
  if (effects.pixelate !== 0) [u, v] = formulas.pixelate(effects.pixelate, u, v, width, height);
  if (effects.whirl !== 0) [u, v] = formulas.whirl(effects.whirl, u, v);
  if (effects.fisheye !== 0) [u, v] = formulas.fisheye(effects.fisheye, u, v);
  return [u, v];
}

const agreed = (answers: readonly Answer[]): Answer =>
  answers.every((answer) => answer === answers[0]) ? answers[0]! : null;
const both = (a: Answer, b: Answer): Answer =>
  a === false || b === false ? false : a === null || b === null ? null : true;
const some = (answers: readonly Answer[]): Answer =>
  answers.includes(true) ? true : answers.includes(null) ? null : false;

/** Whether a colour equals another in the bits of a mask; null when `doubt` decides. */
function matches(rgb: readonly number[], color: number, mask: number, doubt: number): Answer {
  const channel = (value: number, shift: number): boolean => {
    const byte = Math.min(255, Math.max(0, Math.round(value)));
    return ((byte ^ (color >> shift)) & (mask >> shift) & 255) === 0;
  };
  return [16, 8, 0].reduce<Answer>(
    (all, shift, i) => both(all, agreed([-doubt, 0, doubt].map((off) => channel(rgb[i]! + off, shift)))),
    true,
  );
}

function* squares(): Generator<[number, number]> {
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) yield [column + 0.5 - COLUMNS / 2, row + 0.5 - ROWS / 2];
  }
}
