/** A drawn-by-instance WebGL2 program: a unit square for each instance, its attributes interleaved floats. */
export interface InstancedProgram {
  program: WebGLProgram;
  vertexArray: WebGLVertexArrayObject;
  instances: WebGLBuffer;
  floatsPerInstance: number;
  toClip: WebGLUniformLocation | null;
  pixelsPerUnit: WebGLUniformLocation | null;
}

/** @throws Error when the driver refuses a shader: a bug of ours or of the driver, never of a project */
export function instancedProgram(
  gl: WebGL2RenderingContext,
  vertex: string,
  fragment: string,
  attributes: readonly (readonly [name: string, floats: number])[],
  capacity: number,
): InstancedProgram {
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

  const vertexArray = gl.createVertexArray();
  gl.bindVertexArray(vertexArray);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([0, 0, 1, 0, 0, 1, 1, 1]), gl.STATIC_DRAW);
  const corner = gl.getAttribLocation(program, 'corner');
  gl.enableVertexAttribArray(corner);
  gl.vertexAttribPointer(corner, 2, gl.FLOAT, false, 0, 0);

  const floatsPerInstance = attributes.reduce((sum, [, floats]) => sum + floats, 0);
  const instances = gl.createBuffer();
  gl.bindBuffer(gl.ARRAY_BUFFER, instances);
  gl.bufferData(gl.ARRAY_BUFFER, capacity * floatsPerInstance * 4, gl.DYNAMIC_DRAW);
  let offset = 0;
  for (const [name, floats] of attributes) {
    const location = gl.getAttribLocation(program, name);
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, floats, gl.FLOAT, false, floatsPerInstance * 4, offset);
    gl.vertexAttribDivisor(location, 1);
    offset += floats * 4;
  }
  return {
    program,
    vertexArray,
    instances,
    floatsPerInstance,
    toClip: gl.getUniformLocation(program, 'toClip'),
    pixelsPerUnit: gl.getUniformLocation(program, 'pixelsPerUnit'),
  };
}
