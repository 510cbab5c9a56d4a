/** Bundled into a test page: random scenes on real painters, with costumes and pen as the frame draws them. */
import { drawVector, firstScale, readVector } from '../src/frame/svg.ts';
import { CanvasPainter, Picture, readPixels, WebglPainter, type Painter } from '../src/render/index.ts';
import { addResult, checkScene, noResult, stageFor, type Look, type SceneResult } from './oracle/check.ts';
import { compareShown } from './oracle/shown.ts';
import { randomScene, type CostumeSpec, type Grid } from './oracle/scene.ts';

const surface = { webgl2: new OffscreenCanvas(480, 360), canvas2d: new OffscreenCanvas(480, 360) };
const painters: Partial<Record<Painter['kind'], Painter>> = {};

function painterOf(kind: Painter['kind']): Painter {
  const made = kind === 'webgl2' ? WebglPainter.create(surface[kind], () => {}) : CanvasPainter.create(surface[kind]);
  if (!made) throw new Error(`no ${kind}`);
  return (painters[kind] ??= made);
}

/** Scenes by number: everything that blocks can ask, and what is shown. */
export async function checkScenes(
  kind: Painter['kind'],
  from: number,
  count: number,
): Promise<{ sensed: SceneResult; shown: SceneResult }> {
  const sensed = noResult();
  const shown = noResult();
  for (let seed = from; seed < from + count; seed++) {
    const scene = randomScene(seed, { vectors: true, pen: true });
    const looks = await Promise.all(scene.costumes.map(lookOf));
    const painter = painterOf(kind);
    addResult(sensed, checkScene(scene, looks, painter));
    const { stage, ids } = stageFor(scene, looks, painter);
    stage.resize(1);
    stage.drawNow();
    addResult(shown, compareShown(scene, looks, readPixels(surface[kind]), kind));
    for (const id of ids) stage.destroyDrawable(id);
    for (const { picture } of looks) painter.forget(picture);
  }
  return { sensed, shown };
}

async function lookOf(costume: CostumeSpec): Promise<Look> {
  if (costume.kind === 'bitmap') {
    const { pixels } = costume;
    const canvas = new OffscreenCanvas(pixels.width, pixels.height);
    canvas.getContext('2d')!.putImageData(new ImageData(new Uint8ClampedArray(pixels.data), pixels.width), 0, 0);
    const picture = new Picture(canvas, 1, false, () => readPixels(canvas));
    // What a canvas keeps: colours of nearly clear pixels lose bits.
    return { picture, grid: await readBack(canvas) };
  }
  const vector = await readVector(new TextEncoder().encode(costume.svg).buffer);
  const drawn = vector && typeof vector === 'object' ? drawVector(vector, firstScale(vector)) : null;
  if (!drawn) throw new Error(costume.svg);
  const picture = new Picture(drawn.image, drawn.scale, true, () => readPixels(drawn.image));
  return { picture, grid: await rasterise(costume.svg, costume.width * drawn.scale, costume.height * drawn.scale) };
}

/** The drawing as this browser draws it at a size, by another way than the frame's. */
async function rasterise(svg: string, width: number, height: number): Promise<Grid> {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg.replace('<svg ', `<svg width="${width}" height="${height}" `))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.ceil(width), Math.ceil(height)];
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return readBack(canvas);
}

async function readBack(source: CanvasImageSource & { width: number; height: number }): Promise<Grid> {
  const context = new OffscreenCanvas(source.width, source.height).getContext('2d', { willReadFrequently: true })!;
  context.drawImage(source, 0, 0);
  return context.getImageData(0, 0, source.width, source.height);
}
