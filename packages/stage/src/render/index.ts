export { CanvasPainter } from './canvas-painter.ts';
export { STAGE_HEIGHT, STAGE_WIDTH } from './geometry.ts';
export type { Painter } from './painter.ts';
export { Picture, readPixels } from './picture.ts';
export { Skins, type DecodedAsset } from './skins.ts';
export { StageRenderer } from './stage-renderer.ts';
export type { VideoLayer } from './video-backdrop.ts';
export { WebglPainter } from './webgl-painter.ts';
