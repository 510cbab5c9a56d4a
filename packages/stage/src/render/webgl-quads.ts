/** Many rectangles in few draw calls: each is one instance, a strip of four corners. */

/** Numbers of a quad, handed to the vertex shader as four `vec4` at locations 0 to 3; its corner is `gl_VertexID`. */
export const QUAD_FLOATS = 16;
/** Quads in one buffer. */
const CAPACITY = 4096;
/** `vec4` of a quad. */
const LOCATIONS = QUAD_FLOATS / 4;

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
  readonly #data = new Float32Array(CAPACITY * QUAD_FLOATS);
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
    for (let location = 0; location < LOCATIONS; location++) {
      gl.enableVertexAttribArray(location);
      gl.vertexAttribDivisor(location, 1);
    }
  }

  get isFull(): boolean {
    return this.count === CAPACITY;
  }

  /** One more quad: `write` fills the sixteen numbers from `at` on. */
  add(write: (data: Float32Array, at: number) => void): void {
    write(this.#data, this.count++ * QUAD_FLOATS);
  }

  /** Hands everything gathered to the graphics card; then `draw` its runs. */
  upload(): void {
    const gl = this.#gl;
    gl.bindVertexArray(this.#vertexArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    gl.bufferSubData(gl.ARRAY_BUFFER, 0, this.#data, 0, this.count * QUAD_FLOATS);
  }

  /** Draws quads `from` to, not including, `to` with whatever program, textures and surface are bound. */
  draw(from: number, to: number): void {
    const gl = this.#gl;
    for (let location = 0; location < LOCATIONS; location++) {
      gl.vertexAttribPointer(location, 4, gl.FLOAT, false, QUAD_FLOATS * 4, from * QUAD_FLOATS * 4 + location * 16);
    }
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, to - from);
  }

  clear(): void {
    this.count = 0;
  }
}
