import { unwrap } from '@paperkite/kernel';
import { BLANK_BACKDROP, exportSb3, sceneOf } from '@paperkite/project';
import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { broadcast, broadcastAndWait, buildProject, flag, get, receive } from './support/build-project.ts';

it('writes messages as Scratch finds them: a menu with the id that the stage knows', () => {
  const project = buildProject({
    Stage: { variables: { which: 'go' }, scripts: [[flag, broadcast('Go'), broadcastAndWait(get('which'))]] },
    S: { scripts: [[receive('go')]] },
  });
  for (const { costumes } of sceneOf(project).targets) {
    for (const costume of costumes) costume.asset = BLANK_BACKDROP.hash;
  }
  const file = unwrap(exportSb3(project, new Map([[BLANK_BACKDROP.hash, BLANK_BACKDROP.asset()]])));
  const { targets } = JSON.parse(strFromU8(unzipSync(file)['project.json']!)) as {
    targets: { broadcasts: Record<string, string>; blocks: Record<string, Written> }[];
  };
  const blocks = targets.flatMap((target) => Object.values(target.blocks));
  const inputOf = (opcode: string): unknown => blocks.find((block) => block.opcode === opcode)!.inputs.BROADCAST_INPUT;
  expect(targets[0]!.broadcasts).toEqual({ 'message-go': 'Go' });
  expect(inputOf('event_broadcast')).toEqual([1, [11, 'Go', 'message-go']]);
  expect(inputOf('event_broadcastandwait')).toEqual([2, expect.any(String)]);
  expect(blocks.find(({ opcode }) => opcode === 'event_whenbroadcastreceived')!.fields).toEqual({
    BROADCAST_OPTION: ['go', 'message-go'],
  });
});

interface Written {
  opcode: string;
  inputs: Record<string, unknown>;
  fields: Record<string, unknown>;
}
