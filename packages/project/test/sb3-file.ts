import { strToU8, zipSync } from 'fflate';
import type { Json } from '../src/index.ts';

/** A small .sb3 file for tests: a stage and one sprite with the given blocks, and whatever else is passed. */
export function sb3File(options: {
  blocks?: Json;
  comments?: Json;
  sprite?: { [key: string]: Json };
  project?: { [key: string]: Json };
  files?: Record<string, Uint8Array>;
}): Uint8Array {
  const costume = {
    name: 'costume1',
    assetId: 'a',
    md5ext: 'a.svg',
    dataFormat: 'svg',
    rotationCenterX: 5,
    rotationCenterY: 5,
  };
  const target = { variables: {}, lists: {}, broadcasts: {}, comments: {}, currentCostume: 0, sounds: [], volume: 100 };
  const json = {
    targets: [
      { ...target, isStage: true, name: 'Stage', blocks: {}, costumes: [costume], layerOrder: 0, tempo: 60 },
      {
        ...target,
        isStage: false,
        name: 'Cat',
        blocks: options.blocks ?? {},
        comments: options.comments ?? {},
        costumes: [costume],
        layerOrder: 1,
        ...options.sprite,
      },
    ],
    monitors: [],
    extensions: [],
    meta: { semver: '3.0.0', vm: '0.2.0', agent: '' },
    ...options.project,
  };
  return zipSync({ 'project.json': strToU8(JSON.stringify(json)), 'a.svg': strToU8(SQUARE_SVG), ...options.files });
}

export const SQUARE_SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><path fill="#f60" d="M0 0h10v10H0z"/></svg>';
