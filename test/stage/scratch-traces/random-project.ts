import { field, RawBlocks, type Named, type Plug, type RawBlock } from './random-blocks.ts';
import { Choices, TEXTS } from './random-source.ts';
import { RandomStatements, type Place, type Procedure } from './random-statements.ts';
import { RandomValues, type Argument } from './random-values.ts';

const MESSAGES: readonly Named[] = [
  ['m0', 'id-m0'],
  ['m1', 'id-m1'],
  ['M2', 'id-m2'],
  ['m3', 'id-m3'],
];
const GLOBALS: readonly Named[] = ['g0', 'g1', 'g2'].map((name) => [name, `id-${name}`]);
const GLOBAL_LISTS: readonly Named[] = ['L0', 'L1'].map((name) => [name, `id-${name}`]);
const CLONES: Named = ['clones', 'id-clones'];
const SPARE: Named = ['spare', 'id-spare'];
const COSTUME_FILE = '927d672925e7b99f7813735c484c6922';

interface Target {
  name: string;
  isStage: boolean;
  variables: Named[];
  lists: readonly Named[];
  blocks: Record<string, RawBlock>;
}

/**
 * The project.json of an .sb3 whose scripts are random but end: loops are short, messages and own blocks only start later ones,
 * there are few clones. The same seed gives the same project.
 */
export function randomProject(seed: number): object {
  const choices = new Choices(seed);
  const names = Array.from({ length: 1 + choices.below(3) }, (_, i) => `S${i}`);
  const targets = ['Stage', ...names].map((name) => randomTarget(name, names, choices));
  const startValue = () => choices.of(choices.numeric ? [0, 5, 1.5, -2] : ['0', 0, 5, 'abc', 1.5, '', '3']);
  const items = choices.numeric ? [1, 2, 3, 0.5, -4] : [...TEXTS, 1, 2, 3, 'x', 'y'];
  const startItems = () => Array.from({ length: choices.below(5) }, () => choices.of(items));
  const shown = targets.map((target, layerOrder) => ({
    isStage: target.isStage,
    name: target.name,
    variables: {
      ...Object.fromEntries(target.variables.map(([name, id]) => [id, [name, startValue()]])),
      ...(target.isStage ? { [CLONES[1]]: [CLONES[0], 0], [SPARE[1]]: [SPARE[0], 'M3'] } : {}),
    },
    lists: Object.fromEntries(target.lists.map(([name, id]) => [id, [name, startItems()]])),
    broadcasts: target.isStage ? Object.fromEntries(MESSAGES.map(([name, id]) => [id, name])) : {},
    blocks: target.blocks,
    comments: {},
    currentCostume: 0,
    costumes: (target.isStage ? ['backdrop1', 'B2'] : ['c1', 'c2']).map(costume),
    sounds: [],
    volume: 100,
    layerOrder,
    ...(target.isStage
      ? { tempo: 60, videoTransparency: 50, videoState: 'off', textToSpeechLanguage: null }
      : { visible: true, x: 0, y: 0, size: 100, direction: 90, draggable: false, rotationStyle: 'all around' }),
  }));
  return { targets: shown, monitors: [], extensions: [], meta: { semver: '3.0.0', vm: '4.8.0', agent: '' } };
}

const costume = (name: string): object => ({
  name,
  dataFormat: 'svg',
  assetId: COSTUME_FILE,
  md5ext: `${COSTUME_FILE}.svg`,
  rotationCenterX: 5,
  rotationCenterY: 5,
});

function randomTarget(name: string, sprites: readonly string[], choices: Choices): Target {
  const isStage = name === 'Stage';
  const own: Named[] = isStage ? [] : ['v0', 'v1'].map((variable) => [variable, `id-${name}-${variable}`]);
  const ownLists: Named[] = isStage ? [] : [['l0', `id-${name}-l0`]];
  const counters: Named[] = [];
  const blocks = new RawBlocks(`${name}-`);
  const procedures = Array.from({ length: choices.below(3) }, (_, index) => randomProcedure(index, choices));
  const statements = new RandomStatements(blocks, choices, new RandomValues(blocks, choices), {
    messages: MESSAGES,
    procedures,
    clones: CLONES,
    spare: SPARE,
    newCounter: () => {
      const counter: Named = [`loop${counters.length}`, `id-${name}-loop${counters.length}`];
      counters.push(counter);
      return counter;
    },
  });
  const place = (more: Partial<Place> = {}, args: readonly Argument[] = []): Place => ({
    sight: {
      isStage,
      variables: [...GLOBALS, ...own],
      lists: [...GLOBAL_LISTS, ...ownLists],
      sprites,
      arguments: args,
    },
    message: -1,
    procedure: -1,
    loops: 0,
    inClone: false,
    inProcedure: false,
    left: 26,
    ...more,
  });
  const script = (opcode: string, fields: RawBlock['fields'], where: Place, count: number): void =>
    blocks.script(opcode, fields, statements.stack(where, count, 3));

  for (const procedure of procedures) {
    const where = { message: MESSAGES.length, procedure: procedure.index, loops: 1, inProcedure: true };
    const first = statements.stack(place(where, procedure.arguments), 2 + choices.below(4), 2);
    blocks.script('procedures_definition', {}, first, { custom_block: prototype(blocks, procedure) });
  }
  for (let i = choices.below(2); i >= 0; i--) script('event_whenflagclicked', {}, place(), 3 + choices.below(6));
  for (let i = choices.below(3); i > 0; i--) {
    const message = choices.below(MESSAGES.length);
    const fields = { BROADCAST_OPTION: MESSAGES[message]! };
    script('event_whenbroadcastreceived', fields, place({ message }), 2 + choices.below(4));
  }
  if (choices.chance(0.4)) {
    const fields = { BACKDROP: field(choices.of(['backdrop1', 'B2'])) };
    script('event_whenbackdropswitchesto', fields, place({ message: 2 }), 2 + choices.below(3));
  }
  if (!isStage && choices.chance(0.6)) {
    script('control_start_as_clone', {}, place({ message: 2, inClone: true }), 2 + choices.below(4));
  }
  const variables = isStage ? [...GLOBALS, ...counters] : [...own, ...counters];
  return { name, isStage, variables, lists: isStage ? GLOBAL_LISTS : ownLists, blocks: blocks.all };
}

function randomProcedure(index: number, choices: Choices): Procedure {
  const args = Array.from({ length: choices.below(3) }, (_, i): Argument => {
    return { name: `a${i}`, id: `argument-${index}-${i}`, boolean: choices.chance(choices.numeric ? 0.1 : 0.3) };
  });
  const code = `p${index}${args.map(({ boolean }) => (boolean ? ' %b' : ' %s')).join('')}`;
  return { index, code, arguments: args, warp: choices.chance(0.5) };
}

function prototype(blocks: RawBlocks, { code, arguments: args, warp }: Procedure): Plug {
  const mutation = {
    tagName: 'mutation',
    children: [],
    proccode: code,
    argumentids: JSON.stringify(args.map(({ id }) => id)),
    argumentnames: JSON.stringify(args.map(({ name }) => name)),
    argumentdefaults: JSON.stringify(args.map(({ boolean }) => (boolean ? 'false' : ''))),
    warp: String(warp),
  };
  const id = blocks.add('procedures_prototype', {}, {}, { shadow: true, mutation });
  return { array: [1, id], blocks: [id] };
}
