import { distorts, NO_EFFECTS, tints } from './effects.ts';
import { STAGE_HEIGHT, STAGE_WIDTH } from './geometry.ts';
import { PEN_SCALE, type PaintItem, type Painter, type PenLine } from './painter.ts';
import type { Picture } from './picture.ts';
import { LINE_FRAGMENT, LINE_VERTEX, PICTURE_FRAGMENT, PICTURE_VERTEX, PLAIN_FRAGMENT } from './shaders.ts';
import { instancedProgram, type InstancedProgram } from './webgl-program.ts';
import { Textures } from './webgl-textures.ts';

/** Instances in one draw call. */
const CAPACITY = 4096;
const PEN_WIDTH = STAGE_WIDTH * PEN_SCALE;
const PEN_HEIGHT = STAGE_HEIGHT * PEN_SCALE;

type Surface = { frame: WebGLFramebuffer | null; width: number; height: number; scale: number; down: boolean };

/** Everything that is lost with the graphics context. */
interface Resources {
  pictures: InstancedProgram;
  plainPictures: InstancedProgram;
  lines: InstancedProgram;
  textures: Textures;
  pen: Surface;
  penTexture: WebGLTexture;
}

/** What the instances gathered so far have in common; another kind starts a new draw call. */
type Batch = { program: InstancedProgram; picture: Picture | 'pen' | null; smooth: boolean };

/** WebGL2: one draw call for each run of the same picture, effects in the shader, the pen layer in a texture. */
export class WebglPainter implements Painter {
  readonly kind = 'webgl2';
  readonly #canvas: OffscreenCanvas;
  readonly #gl: WebGL2RenderingContext;
  #resources: Resources;
  readonly #data = new Float32Array(CAPACITY * 16);
  #count = 0;
  #batch: Batch | null = null;
  #surface: Surface;
  /** An empty pen layer is not drawn: on machines without a graphics card each layer costs. */
  #penUsed = false;
  #screen: Surface;

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
      this.#count = 0;
      this.#batch = null;
      this.#penUsed = false;
      onRestored();
    });
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
  }

  penClear(): void {
    const gl = this.#gl;
    this.#penUsed = false;
    if (this.#surface === this.#resources.pen) this.#count = 0;
    this.#flush();
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#resources.pen.frame);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
  }

  penLine({ x0, y0, x1, y1, width, rgba: [r, g, b, a] }: PenLine): void {
    this.#penUsed = true;
    this.#target(this.#resources.pen);
    this.#start(this.#resources.lines, null, true);
    this.#data.set([x0, y0, x1, y1, r * a, g * a, b * a, a, width], this.#count++ * 9);
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

  #start(program: InstancedProgram, picture: Batch['picture'], smooth: boolean): void {
    const batch = this.#batch;
    const same = batch?.program === program && batch.picture === picture && batch.smooth === smooth;
    if (same && this.#count < CAPACITY) return;
    this.#flush();
    this.#batch = { program, picture, smooth };
  }

  #picture({ matrix, effects, width, height, smooth }: PaintItem, picture: Picture | 'pen'): void {
    const { pictures, plainPictures } = this.#resources;
    this.#start(distorts(effects) || tints(effects) ? pictures : plainPictures, picture, smooth);
    const at = this.#count++ * 16;
    const data = this.#data;
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
    data[at + 15] = 0;
  }

  #flush(): void {
    const gl = this.#gl;
    const batch = this.#batch;
    const count = this.#count;
    this.#count = 0;
    this.#batch = null;
    if (!batch || count === 0 || gl.isContextLost()) return;
    const { program, picture, smooth } = batch;
    const { frame, width, height, scale, down } = this.#surface;
    gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
    gl.viewport(0, 0, width, height);
    gl.useProgram(program.program);
    gl.bindVertexArray(program.vertexArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, program.instances);
    gl.bufferSubData(gl.ARRAY_BUFFER, 0, this.#data, 0, count * program.floatsPerInstance);
    gl.uniform2f(program.toClip, 2 / STAGE_WIDTH, (down ? -2 : 2) / STAGE_HEIGHT);
    gl.uniform1f(program.pixelsPerUnit, scale);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    if (picture === 'pen') this.#resources.textures.bindOwn(this.#resources.penTexture);
    else if (picture) this.#resources.textures.bind(picture, smooth);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count);
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
  const pictureAttributes = [
    ['axes', 4],
    ['originAndSize', 4],
    ['tintAndFisheye', 4],
    ['warp', 4],
  ] as const;
  const lineAttributes = [
    ['ends', 4],
    ['lineColor', 4],
    ['width', 1],
  ] as const;
  return {
    pictures: instancedProgram(gl, PICTURE_VERTEX, PICTURE_FRAGMENT, pictureAttributes, CAPACITY),
    plainPictures: instancedProgram(gl, PICTURE_VERTEX, PLAIN_FRAGMENT, pictureAttributes, CAPACITY),
    lines: instancedProgram(gl, LINE_VERTEX, LINE_FRAGMENT, lineAttributes, CAPACITY),
    textures: new Textures(gl),
    // Upside down, so that its first row is the top like that of every other picture.
    pen: { frame, width: PEN_WIDTH, height: PEN_HEIGHT, scale: PEN_SCALE, down: true },
    penTexture,
  };
}
