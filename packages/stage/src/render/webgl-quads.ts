/**
 * Many rectangles in few draw calls. Each is four corners that carry the same sixteen numbers, rather than one instance:
 * without a graphics card, instances cost as much as draw calls (19 us each, measured with SwiftShader).
 */

/** Numbers of a quad, handed to the vertex shader as four `vec4` at locations 0 to 3; its corner is `gl_VertexID & 3`. */
export const QUAD_FLOATS = 16;
/** Quads in one buffer: their corners can be counted with sixteen bits. */
const CAPACITY = 4096;
const CORNERS = 4;
const INDICES = [0, 1, 2, 2, 1, 3];

export interface QuadProgram {
  program: WebGLProgram;
  toClip: WebGLUniformLocation | null;
  pixelsPerUnit: WebGLUniformLocation | null;
}

/** @throws Error when the driver refuses a shader: a bug of ours or of the driver, never of a project */
export function quadProgram(gl: WebGL2RenderingContext, vertex: string, fragment: string): QuadProgram {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    const logs = gl.getAttachedShaders(program)?.map((shader) => gl.getShaderInfoLog(shader));
    throw new Error(`shader: ${gl.getProgramInfoLog(program)} ${logs?.join(' ')}`);
  }
  return {
    program,
    toClip: gl.getUniformLocation(program, 'toClip'),
    pixelsPerUnit: gl.getUniformLocation(program, 'pixelsPerUnit'),
  };
}

/** Gathers quads and draws runs of them. */
export class QuadBuffer {
  readonly #gl: WebGL2RenderingContext;
  readonly #data = new Float32Array(CAPACITY * CORNERS * QUAD_FLOATS);
  readonly #vertexArray: WebGLVertexArrayObject;
  readonly #buffer: WebGLBuffer;
  /** Quads gathered since the last `clear`. */
  count = 0;

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
    this.#vertexArray = gl.createVertexArray();
    this.#buffer = gl.createBuffer();
    gl.bindVertexArray(this.#vertexArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    gl.bufferData(gl.ARRAY_BUFFER, this.#data.byteLength, gl.DYNAMIC_DRAW);
    for (let location = 0; location < QUAD_FLOATS / 4; location++) {
      gl.enableVertexAttribArray(location);
      gl.vertexAttribPointer(location, 4, gl.FLOAT, false, QUAD_FLOATS * 4, location * 16);
    }
    const indices = new Uint16Array(CAPACITY * INDICES.length);
    for (let i = 0; i < indices.length; i++) {
      indices[i] = Math.floor(i / INDICES.length) * CORNERS + INDICES[i % INDICES.length]!;
    }
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, indices, gl.STATIC_DRAW);
  }

  get isFull(): boolean {
    return this.count === CAPACITY;
  }

  /** One more quad: `write` fills the sixteen numbers from `at` on. */
  add(write: (data: Float32Array, at: number) => void): void {
    const data = this.#data;
    const at = this.count++ * CORNERS * QUAD_FLOATS;
    write(data, at);
    data.copyWithin(at + QUAD_FLOATS, at, at + QUAD_FLOATS);
    data.copyWithin(at + 2 * QUAD_FLOATS, at, at + 2 * QUAD_FLOATS);
  }

  /** Hands everything gathered to the graphics card; then `draw` its runs. */
  upload(): void {
    const gl = this.#gl;
    gl.bindVertexArray(this.#vertexArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    gl.bufferSubData(gl.ARRAY_BUFFER, 0, this.#data, 0, this.count * CORNERS * QUAD_FLOATS);
  }

  /** Draws quads `from` to, not including, `to` with whatever program, textures and surface are bound. */
  draw(from: number, to: number): void {
    const gl = this.#gl;
    gl.drawElements(gl.TRIANGLES, (to - from) * INDICES.length, gl.UNSIGNED_SHORT, from * INDICES.length * 2);
  }

  clear(): void {
    this.count = 0;
  }
}
