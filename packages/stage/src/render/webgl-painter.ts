import { distorts, NO_EFFECTS, tints } from './effects.ts';
import { STAGE_HEIGHT, STAGE_WIDTH } from './geometry.ts';
import { PEN_SCALE, type PaintItem, type Painter, type PenLine } from './painter.ts';
import type { Picture } from './picture.ts';
import {
  LINE_FRAGMENT,
  LINE_VERTEX,
  PICTURE_FRAGMENT,
  PICTURE_VERTEX,
  PLAIN_FRAGMENT,
  PLAIN_VERTEX,
} from './shaders.ts';
import { QuadBuffer, quadProgram, type QuadProgram } from './webgl-quads.ts';
import { Textures } from './webgl-textures.ts';

const PEN_WIDTH = STAGE_WIDTH * PEN_SCALE;
const PEN_HEIGHT = STAGE_HEIGHT * PEN_SCALE;

type Surface = { frame: WebGLFramebuffer | null; width: number; height: number; scale: number; down: boolean };

/** Everything that is lost with the graphics context. */
interface Resources {
  pictures: QuadProgram;
  plainPictures: QuadProgram;
  lines: QuadProgram;
  quads: QuadBuffer;
  textures: Textures;
  pen: Surface;
  penTexture: WebGLTexture;
}

/** What neighbouring quads have in common: they are one draw call. `from` is the first of them. */
type Run = { program: QuadProgram; picture: Picture | 'pen' | null; smooth: boolean; from: number };

/** WebGL2: one draw call for each run of the same picture, effects in the shader, the pen layer in a texture. */
export class WebglPainter implements Painter {
  readonly kind = 'webgl2';
  readonly #canvas: OffscreenCanvas;
  readonly #gl: WebGL2RenderingContext;
  #resources: Resources;
  #runs: Run[] = [];
  #surface: Surface;
  /** An empty pen layer is not drawn: on machines without a graphics card each layer costs. */
  #penUsed = false;
  #screen: Surface;
  /** Signalled when the graphics card has drawn the last picture. */
  #fence: WebGLSync | null = null;

  /** @returns null where WebGL2 is missing; the canvas can then still be used by the 2D painter */
  static create(canvas: OffscreenCanvas, onRestored: () => void): WebglPainter | null {
    const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false });
    return gl && new WebglPainter(canvas, gl, onRestored);
  }

  private constructor(canvas: OffscreenCanvas, gl: WebGL2RenderingContext, onRestored: () => void) {
    this.#canvas = canvas;
    this.#gl = gl;
    this.#screen = { frame: null, width: canvas.width, height: canvas.height, scale: 1, down: false };
    this.#resources = createResources(gl);
    this.#surface = this.#screen;
    canvas.addEventListener('webglcontextlost', (event) => event.preventDefault());
    canvas.addEventListener('webglcontextrestored', () => {
      this.#resources = createResources(gl);
      this.#runs = [];
      this.#penUsed = false;
      this.#fence = null;
      onRestored();
    });
  }

  isReady(): boolean {
    const gl = this.#gl;
    if (!this.#fence || gl.isContextLost()) return true;
    if (gl.getSyncParameter(this.#fence, gl.SYNC_STATUS) !== gl.SIGNALED) return false;
    gl.deleteSync(this.#fence);
    this.#fence = null;
    return true;
  }

  resize(scale: number): void {
    this.#flush();
    this.#canvas.width = Math.round(STAGE_WIDTH * scale);
    this.#canvas.height = Math.round(STAGE_HEIGHT * scale);
    this.#screen = { frame: null, width: this.#canvas.width, height: this.#canvas.height, scale, down: false };
  }

  paint(behind: readonly PaintItem[], front: readonly PaintItem[]): void {
    if (this.#gl.isContextLost()) return;
    this.#target(this.#screen);
    this.#gl.bindFramebuffer(this.#gl.FRAMEBUFFER, null);
    this.#gl.clearColor(1, 1, 1, 1);
    this.#gl.clear(this.#gl.COLOR_BUFFER_BIT);
    this.#resources.textures.nextFrame();
    for (const item of behind) this.#picture(item, item.picture);
    if (this.#penUsed) this.#picture(PEN_ITEM, 'pen');
    for (const item of front) this.#picture(item, item.picture);
    this.#flush();
    if (this.#fence) this.#gl.deleteSync(this.#fence);
    this.#fence = this.#gl.fenceSync(this.#gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    this.#gl.flush();
  }

  penClear(): void {
    const gl = this.#gl;
    this.#penUsed = false;
    if (this.#surface === this.#resources.pen) this.#forgetRuns();
    this.#flush();
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#resources.pen.frame);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
  }

  penLine({ x0, y0, x1, y1, width, rgba: [r, g, b, a] }: PenLine): void {
    this.#penUsed = true;
    this.#target(this.#resources.pen);
    this.#start(this.#resources.lines, null, true);
    this.#resources.quads.add((data, at) => {
      data[at] = x0;
      data[at + 1] = y0;
      data[at + 2] = x1;
      data[at + 3] = y1;
      data[at + 4] = r * a;
      data[at + 5] = g * a;
      data[at + 6] = b * a;
      data[at + 7] = a;
      data[at + 8] = width;
    });
  }

  penStamp(item: PaintItem): void {
    this.#penUsed = true;
    this.#target(this.#resources.pen);
    this.#picture(item, item.picture);
  }

  penPixels(): Uint8Array {
    const gl = this.#gl;
    this.#flush();
    const pixels = new Uint8Array(PEN_WIDTH * PEN_HEIGHT * 4);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#resources.pen.frame);
    gl.readPixels(0, 0, PEN_WIDTH, PEN_HEIGHT, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    return pixels;
  }

  forget(picture: Picture): void {
    this.#flush();
    this.#resources.textures.forget(picture);
  }

  #target(surface: Surface): void {
    if (this.#surface === surface) return;
    this.#flush();
    this.#surface = surface;
  }

  #start(program: QuadProgram, picture: Run['picture'], smooth: boolean): void {
    if (this.#resources.quads.isFull) this.#flush();
    const run = this.#runs.at(-1);
    if (run?.program === program && run.picture === picture && run.smooth === smooth) return;
    this.#runs.push({ program, picture, smooth, from: this.#resources.quads.count });
  }

  #picture({ matrix, effects, width, height, smooth }: PaintItem, picture: Picture | 'pen'): void {
    const { pictures, plainPictures } = this.#resources;
    this.#start(distorts(effects) || tints(effects) ? pictures : plainPictures, picture, smooth);
    this.#resources.quads.add((data, at) => {
      for (let i = 0; i < 6; i++) data[at + i] = matrix[i]!;
      data[at + 6] = width;
      data[at + 7] = height;
      data[at + 8] = effects.hue;
      data[at + 9] = effects.brightness;
      data[at + 10] = effects.opacity;
      data[at + 11] = effects.fisheye;
      data[at + 12] = effects.whirl;
      data[at + 13] = effects.pixelate;
      data[at + 14] = effects.mosaic;
    });
  }

  #forgetRuns(): void {
    this.#runs = [];
    this.#resources.quads.clear();
  }

  #flush(): void {
    const gl = this.#gl;
    const { quads, textures, penTexture } = this.#resources;
    const runs = this.#runs;
    if (runs.length === 0 || gl.isContextLost()) return this.#forgetRuns();
    const { frame, width, height, scale, down } = this.#surface;
    gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
    gl.viewport(0, 0, width, height);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    quads.upload();
    for (const [i, { program, picture, smooth, from }] of runs.entries()) {
      gl.useProgram(program.program);
      gl.uniform2f(program.toClip, 2 / STAGE_WIDTH, (down ? -2 : 2) / STAGE_HEIGHT);
      gl.uniform1f(program.pixelsPerUnit, scale);
      if (picture === 'pen') textures.bindOwn(penTexture);
      else if (picture) textures.bind(picture, smooth);
      quads.draw(from, runs[i + 1]?.from ?? quads.count);
    }
    this.#forgetRuns();
  }
}

const PEN_ITEM = {
  matrix: [STAGE_WIDTH, 0, 0, -STAGE_HEIGHT, -STAGE_WIDTH / 2, STAGE_HEIGHT / 2],
  effects: NO_EFFECTS,
  width: STAGE_WIDTH,
  height: STAGE_HEIGHT,
  smooth: true,
} as unknown as PaintItem;

function createResources(gl: WebGL2RenderingContext): Resources {
  const penTexture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, penTexture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, PEN_WIDTH, PEN_HEIGHT);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  const frame = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, penTexture, 0);
  return {
    pictures: quadProgram(gl, PICTURE_VERTEX, PICTURE_FRAGMENT),
    plainPictures: quadProgram(gl, PLAIN_VERTEX, PLAIN_FRAGMENT),
    lines: quadProgram(gl, LINE_VERTEX, LINE_FRAGMENT),
    quads: new QuadBuffer(gl),
    textures: new Textures(gl),
    // Upside down, so that its first row is the top like that of every other picture.
    pen: { frame, width: PEN_WIDTH, height: PEN_HEIGHT, scale: PEN_SCALE, down: true },
    penTexture,
  };
}
