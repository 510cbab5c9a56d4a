/**
 * WebGL2 programs for quads (see `webgl-quads.ts`): pictures with their effects, plain pictures, and pen lines. The effect
 * formulas are those of `effects.ts`; keep the two in step.
 */

/** The corner of the unit square that a vertex is. */
const CORNER = 'vec2 corner = vec2(gl_VertexID & 1, (gl_VertexID >> 1) & 1);';

export const PICTURE_VERTEX = `#version 300 es
precision highp float;
layout(location = 0) in vec4 axes;
layout(location = 1) in vec4 originAndSize;
layout(location = 2) in vec4 tintAndFisheye;
layout(location = 3) in vec4 warp;
uniform vec2 toClip;
uniform float pixelsPerUnit;
out vec2 uv;
flat out vec2 size;
flat out vec4 fx0;
flat out vec3 fx1;
void main() {
  ${CORNER}
  // Half a pixel more on each side, so that the fragment shader can fade the edge over one pixel.
  vec2 margin = 0.5 / (max(vec2(length(axes.xy), length(axes.zw)), vec2(1e-6)) * pixelsPerUnit);
  uv = corner + (corner * 2.0 - 1.0) * margin;
  vec2 position = axes.xy * uv.x + axes.zw * uv.y + originAndSize.xy;
  gl_Position = vec4(position * toClip, 0.0, 1.0);
  size = originAndSize.zw;
  fx0 = tintAndFisheye;
  fx1 = warp.xyz;
}`;

/**
 * Without effects but opacity: several times cheaper where the processor has to do it. The picture is only moved, turned
 * and sized, so one level of detail and one width of its soft edge do for all of its pixels.
 */
export const PLAIN_VERTEX = `#version 300 es
precision highp float;
layout(location = 0) in vec4 axes;
layout(location = 1) in vec4 originAndSize;
layout(location = 2) in vec4 tintAndFisheye;
uniform vec2 toClip;
uniform float pixelsPerUnit;
uniform sampler2D picture;
out vec2 uv;
flat out vec4 look;
void main() {
  ${CORNER}
  vec2 pixels = max(vec2(length(axes.xy), length(axes.zw)), vec2(1e-6)) * pixelsPerUnit;
  uv = corner + (corner * 2.0 - 1.0) * 0.5 / pixels;
  gl_Position = vec4((axes.xy * uv.x + axes.zw * uv.y + originAndSize.xy) * toClip, 0.0, 1.0);
  vec2 texels = vec2(textureSize(picture, 0)) / pixels;
  // Halved: a little sharper than trilinear.
  look = vec4(pixels, log2(max(texels.x, texels.y) * 0.5), tintAndFisheye.z);
}`;

export const PLAIN_FRAGMENT = `#version 300 es
precision highp float;
in vec2 uv;
flat in vec4 look;
uniform sampler2D picture;
out vec4 color;
void main() {
  vec2 cover = clamp(min(uv, 1.0 - uv) * look.xy + 0.5, 0.0, 1.0);
  color = textureLod(picture, uv, look.z) * (look.w * cover.x * cover.y);
}`;

export const PICTURE_FRAGMENT = `#version 300 es
precision highp float;
in vec2 uv;
flat in vec2 size;
flat in vec4 fx0;
flat in vec3 fx1;
uniform sampler2D picture;
out vec4 color;

vec3 turnHue(vec3 rgb, float turn) {
  float value = max(rgb.r, max(rgb.g, rgb.b));
  float chroma = value - min(rgb.r, min(rgb.g, rgb.b));
  float saturation = value == 0.0 ? 0.0 : chroma / value;
  float hue = 0.0;
  if (chroma > 0.0) {
    if (value == rgb.r) hue = (rgb.g - rgb.b) / chroma / 6.0;
    else if (value == rgb.g) hue = (2.0 + (rgb.b - rgb.r) / chroma) / 6.0;
    else hue = (4.0 + (rgb.r - rgb.g) / chroma) / 6.0;
  }
  if (value < 0.055) { hue = 0.0; saturation = 1.0; value = 0.055; }
  else if (saturation < 0.09) { hue = 0.0; saturation = 0.09; }
  hue = fract(hue + turn) * 6.0;
  vec3 k = mod(vec3(5.0, 3.0, 1.0) + hue, 6.0);
  return value - value * saturation * max(vec3(0.0), min(min(k, 4.0 - k), 1.0));
}

void main() {
  float hue = fx0.x, brightness = fx0.y, opacity = fx0.z, fisheye = fx0.w;
  float whirl = fx1.x, pixelate = fx1.y, mosaic = fx1.z;
  // Not quite to the end: there, in the half pixel of the soft edge, a mosaic would begin its next copy.
  vec2 at = clamp(uv, 0.0, 0.99999);
  if (mosaic != 1.0) at = fract(mosaic * at);
  if (pixelate > 0.0) {
    vec2 cells = size / pixelate;
    at = (floor(at * cells) + 0.5) / cells;
  }
  if (whirl != 0.0) {
    vec2 offset = at - 0.5;
    float weight = max(1.0 - length(offset) / 0.5, 0.0);
    float angle = whirl * weight * weight;
    float s = sin(angle), c = cos(angle);
    at = vec2(c * offset.x + s * offset.y, -s * offset.x + c * offset.y) + 0.5;
  }
  if (fisheye != 1.0) {
    vec2 offset = (at - 0.5) / 0.5;
    float distance = length(offset);
    if (distance > 0.0) {
      float radius = pow(min(distance, 1.0), fisheye) * max(1.0, distance);
      at = 0.5 + radius * offset * 0.5 / distance;
    }
  }
  // Derivatives of the undistorted coordinate: no seams where an effect jumps. Halved: a little sharper than trilinear.
  vec2 dx = dFdx(uv) * 0.5 * mosaic, dy = dFdy(uv) * 0.5 * mosaic;
  color = textureGrad(picture, at, dx, dy);
  if ((hue != 0.0 || brightness != 0.0) && color.a > 0.0) {
    vec3 rgb = color.rgb / color.a;
    if (hue != 0.0) rgb = turnHue(rgb, hue);
    color.rgb = clamp(rgb + brightness, 0.0, 1.0) * color.a;
  }
  vec2 inside = min(uv, 1.0 - uv) / max(fwidth(uv), vec2(1e-9)) + 0.5;
  vec2 cover = clamp(inside, 0.0, 1.0);
  color *= opacity * cover.x * cover.y;
}`;

export const LINE_VERTEX = `#version 300 es
precision highp float;
layout(location = 0) in vec4 ends;
layout(location = 1) in vec4 lineColor;
layout(location = 2) in vec4 widthFirst;
uniform vec2 toClip;
uniform float pixelsPerUnit;
out vec2 at;
flat out vec4 line;
flat out float radius;
flat out vec4 ink;
void main() {
  ${CORNER}
  radius = widthFirst.x * 0.5;
  float margin = radius + 1.0 / pixelsPerUnit;
  vec2 along = ends.zw - ends.xy;
  float distance = length(along);
  vec2 forward = distance > 0.0 ? along / distance : vec2(1.0, 0.0);
  vec2 side = vec2(-forward.y, forward.x);
  vec2 start = ends.xy - forward * margin;
  at = start + forward * corner.x * (distance + 2.0 * margin) + side * (corner.y * 2.0 - 1.0) * margin;
  line = ends;
  ink = lineColor;
  gl_Position = vec4(at * toClip, 0.0, 1.0);
}`;

export const LINE_FRAGMENT = `#version 300 es
precision highp float;
in vec2 at;
flat in vec4 line;
flat in float radius;
flat in vec4 ink;
uniform float pixelsPerUnit;
out vec4 color;
void main() {
  vec2 along = line.zw - line.xy;
  vec2 offset = at - line.xy;
  float squared = dot(along, along);
  float t = squared > 0.0 ? clamp(dot(offset, along) / squared, 0.0, 1.0) : 0.0;
  float distance = length(offset - along * t);
  color = ink * clamp((radius - distance) * pixelsPerUnit + 0.5, 0.0, 1.0);
}`;
