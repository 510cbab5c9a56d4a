import type { Block, BlockLocation, Project, SpriteTarget, StageTarget } from '@paperkite/project';
import * as Y from 'yjs';
import { createProjectDoc } from '../project-doc.ts';
import type { ProjectDoc } from '../project-doc.ts';

/** Projects and documents for the tests of this package. */
export const block = (
  id: string,
  at: BlockLocation,
  opcode = 'motion_movesteps',
  more: Partial<Block> = {},
): Block => ({
  id,
  opcode,
  fields: {},
  shadow: false,
  at,
  ...more,
});

export const below = (parent: string): BlockLocation => ({ parent, slot: 'next' });
export const inside = (parent: string, input: string): BlockLocation => ({ parent, slot: `input:${input}` });

const keyed = <T extends { id: string }>(things: T[]): Record<string, T> =>
  Object.fromEntries(things.map((thing) => [thing.id, thing]));

export function sampleProject(): Project {
  const costume = (id: string, name: string) => ({
    id,
    name,
    asset: id.padEnd(64, '0'),
    format: 'svg' as const,
    rotationCenterX: 10,
    rotationCenterY: 12,
    bitmapResolution: 1,
  });
  const stage: StageTarget = {
    kind: 'stage',
    id: 'stage-id',
    name: 'Stage',
    blocks: {},
    variables: { score: { name: '得分', value: 0 }, best: { name: 'best', value: 'none', cloud: true } },
    lists: { names: { name: 'names', items: ['a', 1, true] } },
    comments: {},
    broadcasts: { go: 'go!' },
    costumes: [costume('bg', 'backdrop1')],
    currentCostume: 0,
    sounds: [],
    volume: 100,
    tempo: 60,
  };
  const sprite: SpriteTarget = {
    kind: 'sprite',
    id: 'kite',
    name: 'Kite',
    blocks: keyed([
      block('flag', { x: 20, y: 30 }, 'event_whenflagclicked'),
      block('repeat', below('flag'), 'control_repeat'),
      block('times', { parent: 'repeat', slot: 'shadow:TIMES' }, 'math_whole_number', {
        shadow: true,
        fields: { NUM: { value: 10 } },
      }),
      block('move', inside('repeat', 'SUBSTACK')),
      block('steps', { parent: 'move', slot: 'shadow:STEPS' }, 'math_number', {
        shadow: true,
        fields: { NUM: { value: 10 } },
      }),
      block('change', below('repeat'), 'data_changevariableby', {
        fields: { VARIABLE: { value: '得分', id: 'score' } },
        comment: 'note',
      }),
      block('call', { x: 200, y: 30 }, 'procedures_call', { mutation: { proccode: 'fly %s', warp: 'false' } }),
    ]),
    variables: {},
    lists: {},
    comments: { note: { text: 'why', x: 1, y: 2, width: 100, height: 80, minimized: false } },
    costumes: [costume('up', 'up'), costume('down', 'down')],
    currentCostume: 1,
    sounds: [{ id: 'wind', name: 'wind', asset: 'w'.repeat(64), format: 'wav', rate: 48000, sampleCount: 10 }],
    volume: 80,
    visible: true,
    x: -10,
    y: 5.5,
    size: 50,
    direction: 90,
    draggable: false,
    rotationStyle: 'left-right',
    layer: 1,
  };
  return {
    format: 1,
    title: '我的风筝',
    targets: [stage, sprite],
    extensions: ['pen', 'someUnknown'],
    monitors: [
      {
        id: 'score',
        opcode: 'data_variable',
        params: { VARIABLE: '得分' },
        target: null,
        mode: 'slider',
        visible: true,
        x: 5,
        y: 5,
        width: 0,
        height: 0,
        sliderMin: 0,
        sliderMax: 100,
        isDiscrete: true,
      },
    ],
    unknown: { meta: { agent: 'x' } },
  };
}

/** Documents of several people; nothing passes between them until `sync`. */
export function people(count: number, project = sampleProject()): { docs: ProjectDoc[]; sync(): void } {
  const docs = Array.from({ length: count }, () => createProjectDoc());
  docs[0]!.fillFromProject(project);
  const sync = (): void => {
    for (const from of docs)
      for (const to of docs)
        if (from !== to)
          Y.applyUpdate(to.ydoc, Y.encodeStateAsUpdate(from.ydoc, Y.encodeStateVector(to.ydoc)), 'remote');
  };
  sync();
  return { docs, sync };
}
