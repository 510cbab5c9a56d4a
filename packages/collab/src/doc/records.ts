import type {
  Comment,
  Costume,
  List,
  Monitor,
  Scalar,
  Sound,
  SpriteTarget,
  StageTarget,
  Target,
  Variable,
} from '@paperkite/project';
import { asBoolean, asNumber, asOneOf, asRecord, asScalar, asString, toPlainJson } from './guards.ts';
import { partKey } from './layout.ts';

/**
 * How each thing of a project is laid out in flat keys, and read back. What two people may sensibly change at the same time
 * has a key of its own (a costume's name and its picture); what belongs together is one value (a picture and its centre).
 */
export type Entries = [key: string, value: unknown][];
/** Reads one part of one thing. */
export type Get = (part: string) => unknown;

const NAME = 'n';
const VALUE = 'v';
const CLOUD = 'c';
const GEOMETRY = 'g';

export const PARTS = { name: NAME, value: VALUE, cloud: CLOUD, geometry: GEOMETRY } as const;

const COSTUME_FORMATS = ['svg', 'png', 'jpg', 'gif', 'bmp'] as const;
const SOUND_FORMATS = ['wav', 'mp3', 'ogg'] as const;

export const costumePicture = (c: Costume): unknown[] => [
  c.asset,
  c.format,
  c.rotationCenterX,
  c.rotationCenterY,
  c.bitmapResolution,
];
export const costumeEntries = (c: Costume): Entries => [
  [c.id, costumePicture(c)],
  [partKey(c.id, NAME), c.name],
];
export function readCostume(id: string, get: Get): Costume | undefined {
  const picture = get('');
  if (!Array.isArray(picture)) return undefined;
  return {
    id,
    name: asString(get(NAME), ''),
    asset: asString(picture[0], ''),
    format: asOneOf(picture[1], COSTUME_FORMATS, 'svg'),
    rotationCenterX: asNumber(picture[2], 0),
    rotationCenterY: asNumber(picture[3], 0),
    bitmapResolution: asNumber(picture[4], 1),
  };
}

export const soundWave = (s: Sound): unknown[] => [s.asset, s.format, s.rate, s.sampleCount];
export const soundEntries = (s: Sound): Entries => [
  [s.id, soundWave(s)],
  [partKey(s.id, NAME), s.name],
];
export function readSound(id: string, get: Get): Sound | undefined {
  const wave = get('');
  if (!Array.isArray(wave)) return undefined;
  return {
    id,
    name: asString(get(NAME), ''),
    asset: asString(wave[0], ''),
    format: asOneOf(wave[1], SOUND_FORMATS, 'wav'),
    rate: asNumber(wave[2], 0),
    sampleCount: asNumber(wave[3], 0),
  };
}

export const variableEntries = (id: string, v: Variable): Entries => [
  [id, v.name],
  [partKey(id, VALUE), v.value],
  ...(v.cloud === undefined ? [] : ([[partKey(id, CLOUD), v.cloud]] as Entries)),
];
export function readVariable(_id: string, get: Get): Variable | undefined {
  const name = get('');
  if (typeof name !== 'string') return undefined;
  const cloud = get(CLOUD);
  return { name, value: asScalar(get(VALUE), 0), ...(typeof cloud === 'boolean' && { cloud }) };
}

export const listEntries = (id: string, l: List): Entries => [
  [id, l.name],
  [partKey(id, VALUE), [...l.items]],
];
export function readList(_id: string, get: Get): List | undefined {
  const name = get('');
  if (typeof name !== 'string') return undefined;
  const items = get(VALUE);
  return { name, items: Array.isArray(items) ? items.map((item): Scalar => asScalar(item, '')) : [] };
}

export const commentGeometry = (c: Comment): unknown[] => [c.x, c.y, c.width, c.height, c.minimized];
export const commentEntries = (id: string, c: Comment): Entries => [
  [id, c.text],
  [partKey(id, GEOMETRY), commentGeometry(c)],
];
export function readComment(_id: string, get: Get): Comment | undefined {
  const text = get('');
  if (typeof text !== 'string') return undefined;
  const geometry = get(GEOMETRY);
  const [x, y, width, height, minimized] = Array.isArray(geometry) ? (geometry as unknown[]) : [];
  return {
    text,
    x: asNumber(x, 0),
    y: asNumber(y, 0),
    width: asNumber(width, 200),
    height: asNumber(height, 200),
    minimized: asBoolean(minimized, false),
  };
}

const MONITOR_MODES = ['default', 'large', 'slider', 'list'] as const;

export function monitorEntries(m: Monitor): Entries {
  const { id, visible, x, y, width, height, ...what } = m;
  return [
    [id, toPlainJson(what)],
    [partKey(id, GEOMETRY), [visible, x, y, width, height]],
  ];
}
export function readMonitor(id: string, get: Get): Monitor | undefined {
  const what = asRecord(get(''));
  if (!what) return undefined;
  const geometry = get(GEOMETRY);
  const [visible, x, y, width, height] = Array.isArray(geometry) ? (geometry as unknown[]) : [];
  const optional = { sliderMin: what['sliderMin'], sliderMax: what['sliderMax'], isDiscrete: what['isDiscrete'] };
  return {
    id,
    opcode: asString(what['opcode'], ''),
    params: Object.fromEntries(
      Object.entries(asRecord(what['params']) ?? {}).map(([name, value]) => [name, String(value)]),
    ),
    target: typeof what['target'] === 'string' ? what['target'] : null,
    mode: asOneOf(what['mode'], MONITOR_MODES, 'default'),
    visible: asBoolean(visible, true),
    x: asNumber(x, 0),
    y: asNumber(y, 0),
    width: asNumber(width, 0),
    height: asNumber(height, 0),
    ...(typeof optional.sliderMin === 'number' && { sliderMin: optional.sliderMin }),
    ...(typeof optional.sliderMax === 'number' && { sliderMax: optional.sliderMax }),
    ...(typeof optional.isDiscrete === 'boolean' && { isDiscrete: optional.isDiscrete }),
  };
}

const ROTATION_STYLES = ['all around', 'left-right', "don't rotate"] as const;

/** A sprite's or the stage's own properties. The costume shown is stored by id: an index would mean another one after a merge. */
export function propertyEntries(target: Target): Entries {
  if (target.kind === 'board') return Object.entries({ name: target.name, board: target.board, mode: target.mode });
  const shown = target.costumes[target.currentCostume]?.id;
  const common: Entries = [
    ['name', target.name],
    ['volume', target.volume],
    ...(shown === undefined ? [] : ([['currentCostume', shown]] as Entries)),
  ];
  if (target.kind === 'stage') return [...common, ['tempo', target.tempo]];
  const { visible, x, y, size, direction, draggable, rotationStyle, layer } = target;
  return [...common, ...Object.entries({ visible, x, y, size, direction, draggable, rotationStyle, layer })];
}

export function readStageProperties(get: Get): Pick<StageTarget, 'name' | 'volume' | 'tempo'> {
  return {
    name: asString(get('name'), 'Stage'),
    volume: asNumber(get('volume'), 100),
    tempo: asNumber(get('tempo'), 60),
  };
}

export type SpriteProperties = Pick<
  SpriteTarget,
  'name' | 'volume' | 'visible' | 'x' | 'y' | 'size' | 'direction' | 'draggable' | 'rotationStyle' | 'layer'
>;
export function readSpriteProperties(get: Get): SpriteProperties {
  return {
    name: asString(get('name'), ''),
    volume: asNumber(get('volume'), 100),
    visible: asBoolean(get('visible'), true),
    x: asNumber(get('x'), 0),
    y: asNumber(get('y'), 0),
    size: asNumber(get('size'), 100),
    direction: asNumber(get('direction'), 90),
    draggable: asBoolean(get('draggable'), false),
    rotationStyle: asOneOf(get('rotationStyle'), ROTATION_STYLES, 'all around'),
    layer: asNumber(get('layer'), 1),
  };
}
