import { addResult, noResult, type Look, type SceneResult } from './check.ts';
import { distorts, Oracle } from './oracle.ts';
import { costumeSize, type Grid, type Scene } from './scene.ts';

/** Every so many squares one is looked at. */
const STEP = 17;
/** So far around a square the scene must be of one colour, in stage units: painters smooth edges. */
const REACH = 1.5;
/** Of 255: eight bits at each layer. */
const TOLERANCE = 6;

/** Compares a picture of the stage, one pixel for each unit, with what the oracle sees, wherever no edge is near. */
export function compareShown(
  scene: Scene,
  looks: readonly Look[],
  picture: Grid,
  painter: 'webgl2' | 'canvas2d',
): SceneResult {
  const oracle = new Oracle(
    scene,
    looks.map(({ grid }) => grid),
  );
  // The 2D canvas distorts pictures pixel by pixel and enlarges the outcome smoothly: each reaches to the middle of the next.
  const reach = REACH + (painter === 'canvas2d' ? 1.5 * largestPixel(scene, looks) : 0);
  const pitch = Math.min(REACH / 3, Math.max(thinnest(scene), 0.2) / 2);
  const result = noResult();
  for (let row = 4; row < 356; row += STEP) {
    for (let column = 4 + ((row * 5) % STEP); column < 476; column += STEP) {
      const [x, y] = [column + 0.5 - 240, 180 - row - 0.5];
      const expected = plainColor(oracle, reach, pitch, x, y);
      const one = noResult();
      one.questions = 1;
      if (!expected) one.open = 1;
      else {
        const at = (row * picture.width + column) * 4;
        const seen = [...picture.data.subarray(at, at + 3)];
        const off = Math.max(...seen.map((c, i) => Math.abs(c - expected[i]!)));
        if (off > TOLERANCE)
          one.wrong.push(`scene ${scene.seed}: at ${x},${y} shown ${seen}, not ${expected.map(Math.round)}`);
      }
      addResult(result, one);
    }
  }
  return result;
}

/** The colour at a point if it is the same all around it. */
function plainColor(oracle: Oracle, reach: number, pitch: number, x: number, y: number): readonly number[] | null {
  const first = oracle.shown(x, y);
  if (!first) return null;
  for (let dx = -reach; dx <= reach; dx += pitch) {
    for (let dy = -reach; dy <= reach; dy += pitch) {
      const seen = oracle.shown(x + dx, y + dy);
      if (!seen || seen.some((c, i) => Math.abs(c - first[i]!) > 1)) return null;
    }
  }
  return first;
}

/** The shorter side of the thinnest thing that is seen, in stage units: a look between two points may miss no thinner one. */
const thinnest = ({ actors, costumes }: Scene): number =>
  Math.min(
    ...actors
      .filter(({ state }) => state.visible)
      .map(({ costume, state }) => {
        const { width, height } = costumeSize(costumes[costume]!);
        return (Math.min(width, height) * state.size) / 100;
      }),
  );

/** How large a pixel of a distorted picture is shown at most, in stage units. */
const largestPixel = ({ actors, costumes }: Scene, looks: readonly Look[]): number =>
  Math.max(
    0,
    ...actors
      .filter(({ state }) => state.visible && distorts(state.effects))
      .map(({ costume, state }) => {
        const { width } = costumeSize(costumes[costume]!);
        return ((width / looks[costume]!.grid.width) * state.size) / 100;
      }),
  );
