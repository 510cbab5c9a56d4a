import type { Picture } from './picture.ts';

interface Texture {
  texture: WebGLTexture;
  revision: number;
  texels: number;
  usedInFrame: number;
}

/** About 256 MB with mipmaps; a class shares small graphics cards. */
const MAX_TEXELS = 48e6;

/** Pictures on the graphics card: uploaded when first drawn, dropped when memory runs short and they are not on the stage. */
export class Textures {
  readonly #gl: WebGL2RenderingContext;
  readonly #textures = new Map<number, Texture>();
  readonly #samplers: { smooth: WebGLSampler; sharp: WebGLSampler };
  #texels = 0;
  #frame = 0;

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
    const sampler = (magnify: number): WebGLSampler => {
      const made = gl.createSampler();
      gl.samplerParameteri(made, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
      gl.samplerParameteri(made, gl.TEXTURE_MAG_FILTER, magnify);
      gl.samplerParameteri(made, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
      gl.samplerParameteri(made, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
      return made;
    };
    this.#samplers = { smooth: sampler(gl.LINEAR), sharp: sampler(gl.NEAREST) };
  }

  /** Marks the beginning of a frame: what is bound from here on is in use. */
  nextFrame(): void {
    this.#frame++;
    if (this.#texels <= MAX_TEXELS) return;
    for (const [key, { usedInFrame }] of this.#textures) {
      if (usedInFrame < this.#frame - 1) this.#drop(key);
    }
  }

  /** Binds a picture's texture, uploading it when it is new or was replaced by a sharper one. */
  bind(picture: Picture, smooth: boolean): void {
    const gl = this.#gl;
    let entry = this.#textures.get(picture.key);
    if (!entry) {
      entry = { texture: gl.createTexture(), revision: -1, texels: 0, usedInFrame: 0 };
      this.#textures.set(picture.key, entry);
    }
    entry.usedInFrame = this.#frame;
    gl.bindTexture(gl.TEXTURE_2D, entry.texture);
    gl.bindSampler(0, smooth ? this.#samplers.smooth : this.#samplers.sharp);
    if (entry.revision === picture.revision || !picture.source) return;
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, picture.source);
    gl.generateMipmap(gl.TEXTURE_2D);
    this.#texels += picture.source.width * picture.source.height - entry.texels;
    entry.texels = picture.source.width * picture.source.height;
    entry.revision = picture.revision;
  }

  /** A texture that we draw into ourselves, without mipmaps. */
  bindOwn(texture: WebGLTexture): void {
    this.#gl.bindTexture(this.#gl.TEXTURE_2D, texture);
    this.#gl.bindSampler(0, null);
  }

  forget(picture: Picture): void {
    this.#drop(picture.key);
  }

  #drop(key: number): void {
    const entry = this.#textures.get(key);
    if (!entry) return;
    this.#gl.deleteTexture(entry.texture);
    this.#texels -= entry.texels;
    this.#textures.delete(key);
  }
}
