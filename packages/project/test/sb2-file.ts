import { strToU8, zipSync } from 'fflate';
import type { Json } from '../src/index.ts';
import { SQUARE_SVG } from './sb3-file.ts';

/** A small .sb2 file for tests: a stage and one sprite called Cat with the given scripts, and whatever else is passed. */
export function sb2File(options: {
  scripts?: Json;
  sprite?: { [key: string]: Json };
  stage?: { [key: string]: Json };
  children?: Json[];
  files?: Record<string, Uint8Array>;
}): Uint8Array {
  const costumes = [
    {
      costumeName: 'c',
      baseLayerID: 0,
      baseLayerMD5: 'x.svg',
      bitmapResolution: 1,
      rotationCenterX: 5,
      rotationCenterY: 5,
    },
  ];
  const sprite = {
    objName: 'Cat',
    costumes,
    scripts: options.scripts ?? [],
    scale: 0.5,
    rotationStyle: 'leftRight',
    ...options.sprite,
  };
  const json = { objName: 'Stage', costumes, children: [sprite, ...(options.children ?? [])], ...options.stage };
  return zipSync({ 'project.json': strToU8(JSON.stringify(json)), '0.svg': strToU8(SQUARE_SVG), ...options.files });
}
