/** Bundled into a test page: vector costumes as the frame reads and draws them. */
export { drawVector, firstScale, readVector } from '../src/frame/svg.ts';
