/** Bundled into a test page: the renderer itself, without frame and worker. */
export { CanvasPainter, Picture, readPixels, Skins, StageRenderer, WebglPainter } from '../src/render/index.ts';
export { effectValues, distort, tint } from '../src/render/effects.ts';
