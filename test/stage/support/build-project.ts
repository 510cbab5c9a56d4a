import {
  emptyProject,
  newSprite,
  type Block,
  type Costume,
  type Field,
  type Json,
  type Project,
  type Scalar,
  type SceneTarget,
  type Slot,
  type StageTarget,
  type Target,
} from '@paperkite/project';

/** A block for tests: opcode, then inputs, fields and mutation by name. */
export interface B {
  opcode: string;
  inputs?: Record<string, Input>;
  fields?: Record<string, Scalar | Field>;
  mutation?: Record<string, Json>;
}
/** A typed-in value, a reporter, or a stack. */
export type Input = Scalar | B | B[];

export const b = (
  opcode: string,
  inputs: Record<string, Input> = {},
  fields: Record<string, Scalar | Field> = {},
  mutation?: Record<string, Json>,
): B => ({ opcode, inputs, fields, mutation });

/** Messages have ids, by which Scratch finds them. */
const messageField = (name: string): Field => ({ value: name, id: `message-${name.toLowerCase()}` });

/** The blocks that most tests need. */
export const flag = b('event_whenflagclicked');
export const say = (message: Input): B => b('looks_say', { MESSAGE: message });
export const set = (name: string, value: Input): B => b('data_setvariableto', { VALUE: value }, { VARIABLE: name });
export const change = (name: string, value: Input): B =>
  b('data_changevariableby', { VALUE: value }, { VARIABLE: name });
export const get = (name: string): B => b('data_variable', {}, { VARIABLE: name });
export const repeat = (times: Input, ...body: B[]): B => b('control_repeat', { TIMES: times, SUBSTACK: body });
export const forever = (...body: B[]): B => b('control_forever', { SUBSTACK: body });
export const when = (condition: B, ...body: B[]): B => b('control_if', { CONDITION: condition, SUBSTACK: body });
export const wait = (seconds: Input): B => b('control_wait', { DURATION: seconds });
export const op = (name: string, x: Input, y: Input): B => {
  const compares = ['equals', 'lt', 'gt', 'and', 'or'].includes(name);
  return b(`operator_${name}`, compares ? { OPERAND1: x, OPERAND2: y } : { NUM1: x, NUM2: y });
};
export const receive = (message: string): B =>
  b('event_whenbroadcastreceived', {}, { BROADCAST_OPTION: messageField(message) });
export const broadcast = (message: Input): B => b('event_broadcast', { BROADCAST_INPUT: message });
export const broadcastAndWait = (message: Input): B => b('event_broadcastandwait', { BROADCAST_INPUT: message });
export const stop = (what: string): B => b('control_stop', {}, { STOP_OPTION: what });

export interface Parameters {
  names?: string[];
  defaults?: Scalar[];
  warp?: boolean;
}

/** The hat of a procedure with the given signature, such as `jump %s`. */
export const define = (code: string, { names = [], defaults, warp = false }: Parameters = {}): B =>
  b('procedures_definition', {
    custom_block: b(
      'procedures_prototype',
      {},
      {},
      {
        proccode: code,
        argumentids: JSON.stringify(names.map((_, i) => `arg${i}`)),
        argumentnames: JSON.stringify(names),
        argumentdefaults: JSON.stringify(defaults ?? names.map(() => '')),
        warp: String(warp),
      },
    ),
  });
export const call = (code: string, ...args: Input[]): B =>
  b('procedures_call', Object.fromEntries(args.map((arg, i) => [`arg${i}`, arg])), {}, { proccode: code });
export const arg = (name: string): B => b('argument_reporter_string_number', {}, { VALUE: name });

export interface TargetSpec {
  scripts?: B[][];
  variables?: Record<string, Scalar>;
  lists?: Record<string, Scalar[]>;
  costumes?: string[];
  sounds?: string[];
}

let serial = 0;

function addBlock(target: Target, spec: B, at: Block['at'], shadow = false): string {
  const id = `block${serial++}`;
  const fields = Object.fromEntries(
    Object.entries(spec.fields ?? {}).map(([name, field]) => [
      name,
      typeof field === 'object' ? field : { value: field },
    ]),
  );
  target.blocks[id] = { id, opcode: spec.opcode, fields, shadow, at, mutation: spec.mutation };
  for (const [name, input] of Object.entries(spec.inputs ?? {})) {
    const slot: Slot = `input:${name}`;
    if (Array.isArray(input)) addStack(target, input, { parent: id, slot });
    else if (typeof input === 'object')
      addBlock(target, input, { parent: id, slot }, spec.opcode === 'procedures_definition');
    else addBlock(target, typedIn(name, input), { parent: id, slot: `shadow:${name}` }, true);
  }
  return id;
}

/** What stands in an input with nothing plugged in: a text, or the menu of messages. */
const typedIn = (input: string, value: Scalar): B =>
  input === 'BROADCAST_INPUT'
    ? { opcode: 'event_broadcast_menu', fields: { BROADCAST_OPTION: messageField(String(value)) } }
    : { opcode: 'text', fields: { TEXT: value } };

function addStack(target: Target, stack: readonly B[], at: Block['at']): void {
  let place = at;
  for (const spec of stack) place = { parent: addBlock(target, spec, place), slot: 'next' };
}

const costume = (name: string): Costume => ({
  id: name,
  name,
  asset: '0'.repeat(64),
  format: 'svg',
  rotationCenterX: 0,
  rotationCenterY: 0,
  bitmapResolution: 1,
});

function fill(target: SceneTarget, spec: TargetSpec): void {
  for (const [name, value] of Object.entries(spec.variables ?? {})) target.variables[`var-${name}`] = { name, value };
  for (const [name, items] of Object.entries(spec.lists ?? {})) target.lists[`list-${name}`] = { name, items };
  if (spec.costumes !== undefined) target.costumes = spec.costumes.map(costume);
  target.sounds = (spec.sounds ?? []).map((name) => ({
    id: name,
    name,
    asset: name,
    format: 'wav',
    rate: 0,
    sampleCount: 0,
  }));
  for (const script of spec.scripts ?? []) addStack(target, script, { x: 0, y: 0 });
}

/** A project from scripts. `Stage` is the stage; sprites stand in front of each other in the order given. */
export function buildProject(targets: Record<string, TargetSpec>): Project {
  const project = emptyProject('test');
  let layer = 1;
  for (const [name, spec] of Object.entries(targets)) {
    if (name === 'Stage') fill(project.targets[0]!, spec);
    else {
      const sprite = newSprite(name, [costume('costume1')], layer++);
      sprite.id = `sprite-${name}`;
      fill(sprite, spec);
      project.targets.push(sprite);
    }
  }
  const stage = project.targets[0] as StageTarget;
  for (const { blocks } of project.targets) {
    for (const { fields } of Object.values(blocks)) {
      const message = fields.BROADCAST_OPTION;
      if (message?.id !== undefined) stage.broadcasts[message.id] ??= String(message.value);
    }
  }
  return project;
}
