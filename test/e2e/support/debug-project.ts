import { createHash } from 'node:crypto';
import { emptyProject, newSprite, writeKite, type Block } from '@paperkite/project';

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#2457d6"/></svg>';

/**
 * A file with one sprite: under the flag it counts `n` up by 1 without end, moving 10 steps each time; on a message it calls a
 * block of its own that calls itself without end.
 */
export function debugProject(): { name: string; mimeType: string; buffer: Buffer } {
  const bytes = new TextEncoder().encode(SVG);
  const asset = createHash('sha256').update(bytes).digest('hex');
  const project = emptyProject('调试');
  const costume = {
    id: 'square',
    name: 'square',
    asset,
    format: 'svg' as const,
    rotationCenterX: 20,
    rotationCenterY: 20,
    bitmapResolution: 1 as const,
  };
  project.targets[0]!.costumes = [{ ...costume, id: 'backdrop' }];
  const sprite = newSprite('方块', [costume], 1);
  sprite.variables = { n: { name: 'n', value: 0 } };
  let serial = 0;
  const add = (opcode: string, at: Block['at'], fields: Block['fields'] = {}, mutation?: Block['mutation']): string => {
    const id = `b${serial++}`;
    const shadow = !('x' in at) && at.slot.startsWith('shadow:');
    sprite.blocks[id] = { id, opcode, fields, shadow, at, ...(mutation && { mutation }) };
    return id;
  };
  const under = (parent: string): Block['at'] => ({ parent, slot: 'next' });
  const number = (parent: string, input: string, value: string, opcode = 'math_number'): void =>
    void add(opcode, { parent, slot: `shadow:${input}` }, { NUM: { value } });
  const flag = add('event_whenflagclicked', { x: 40, y: 40 });
  const loop = add('control_forever', under(flag));
  const move = add('motion_movesteps', { parent: loop, slot: 'input:SUBSTACK' });
  number(move, 'STEPS', '10');
  const change = add('data_changevariableby', under(move), { VARIABLE: { value: 'n', id: 'n' } });
  number(change, 'VALUE', '1');
  const say = add('looks_say', under(change));
  const sum = add('operator_add', { parent: say, slot: 'input:MESSAGE' });
  add('data_variable', { parent: sum, slot: 'input:NUM1' }, { VARIABLE: { value: 'n', id: 'n' } });
  number(sum, 'NUM2', '1000');

  const mutation = {
    proccode: 'deep',
    argumentids: '[]',
    argumentnames: '[]',
    argumentdefaults: '[]',
    warp: 'true',
  };
  const definition = add('procedures_definition', { x: 40, y: 420 });
  add('procedures_prototype', { parent: definition, slot: 'input:custom_block' }, {}, mutation);
  add('procedures_call', under(definition), {}, mutation);
  const stage = add('event_whenthisspriteclicked', { x: 340, y: 40 });
  add('procedures_call', under(stage), {}, mutation);
  project.targets.push(sprite);

  const written = writeKite(project, new Map([[asset, { bytes, mime: 'image/svg+xml' }]]));
  if (!written.ok) throw written.error;
  return { name: 'debug.kite', mimeType: 'application/zip', buffer: Buffer.from(written.value) };
}
