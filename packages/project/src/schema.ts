import * as v from 'valibot';
import { BOARD_PART_KINDS, BOARD_TYPES, DOCUMENT_FORMAT, type Json, type Project, type Target } from './document.ts';
import { readBlockRecord } from './block-schema.ts';
import { isSafeKey } from './json/read-json.ts';
import { PROJECT_LIMITS } from './limits.ts';

/** Structure of one document of the current format. References between its parts are checked by `parseProject`. */

const number = v.pipe(v.number(), v.finite());
const key = v.pipe(v.string(), v.minLength(1), v.check(isSafeKey));
const scalar = v.union([v.string(), number, v.boolean()]);
const isScalar = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
// Depth and size of free JSON were bounded by readJson before the schema sees it.
const json = v.custom<Json>(() => true);
const jsonObject = v.record(v.string(), json);

const few = <T extends v.GenericSchema>(item: T) => v.pipe(v.array(item), v.maxLength(PROJECT_LIMITS.thingsPerTarget));
const fewNamed = <T extends v.GenericSchema>(item: T) =>
  v.pipe(v.record(key, item), v.maxEntries(PROJECT_LIMITS.thingsPerTarget));

const costume = v.object({
  id: key,
  name: v.string(),
  asset: hash,
  format: v.picklist(['svg', 'png', 'jpg', 'gif', 'bmp']),
  rotationCenterX: number,
  rotationCenterY: number,
  bitmapResolution: v.pipe(number, v.gtValue(0)),
});

const sound = v.object({
  id: key,
  name: v.string(),
  asset: hash,
  format: v.picklist(['wav', 'mp3', 'ogg']),
  rate: v.pipe(number, v.minValue(0)),
  sampleCount: v.pipe(number, v.minValue(0)),
});

const comment = v.object({
  text: v.string(),
  x: number,
  y: number,
  width: number,
  height: number,
  minimized: v.boolean(),
});

const common = {
  id: key,
  name: v.string(),
  blocks: v.pipe(
    v.custom<Target['blocks']>((blocks) => typeof blocks === 'object' && blocks !== null && !Array.isArray(blocks)),
    v.rawTransform<Target['blocks'], Target['blocks']>(({ dataset, addIssue, NEVER }) => {
      const read = readBlockRecord(dataset.value);
      if ('blocks' in read) return read.blocks;
      addIssue({ message: read.path });
      return NEVER;
    }),
  ),
  variables: fewNamed(v.object({ name: v.string(), value: scalar, cloud: v.optional(v.boolean()) })),
  lists: fewNamed(
    v.object({
      name: v.string(),
      // One check for the whole array: 200,000 items through a schema each would take seconds.
      items: v.pipe(
        v.custom<(string | number | boolean)[]>((items) => Array.isArray(items) && items.every(isScalar)),
        v.check((items) => items.length <= PROJECT_LIMITS.listItems, 'list-too-long'),
      ),
    }),
  ),
  comments: fewNamed(comment),
};

const ofScene = {
  ...common,
  costumes: v.pipe(few(costume), v.minLength(1)),
  currentCostume: v.pipe(number, v.integer(), v.minValue(0)),
  sounds: few(sound),
  volume: v.pipe(number, v.minValue(0), v.maxValue(100)),
};

const partMembers = <T extends v.GenericSchema>(item: T) =>
  v.pipe(v.record(key, item), v.maxEntries(PROJECT_LIMITS.boardPartMembers));

const boardPart = v.object({
  id: key,
  kind: v.picklist(BOARD_PART_KINDS),
  x: number,
  y: number,
  pins: partMembers(v.pipe(v.string(), v.maxLength(PROJECT_LIMITS.key))),
  settings: partMembers(json),
});

const target = v.variant('kind', [
  v.object({ ...ofScene, kind: v.literal('stage'), broadcasts: fewNamed(v.string()), tempo: number }),
  v.object({
    ...common,
    kind: v.literal('board'),
    board: v.picklist(BOARD_TYPES),
    mode: v.picklist(['blocks', 'text']),
    text: v.pipe(v.string(), v.maxLength(PROJECT_LIMITS.boardText)),
    parts: v.pipe(v.array(boardPart), v.maxLength(PROJECT_LIMITS.boardParts)),
  }),
  v.object({
    ...ofScene,
    kind: v.literal('sprite'),
    visible: v.boolean(),
    x: number,
    y: number,
    size: number,
    direction: number,
    draggable: v.boolean(),
    rotationStyle: v.picklist(['all around', 'left-right', "don't rotate"]),
    layer: number,
  }),
]);

const monitor = v.object({
  id: key,
  opcode: v.string(),
  params: v.record(key, v.string()),
  target: v.nullable(key),
  mode: v.picklist(['default', 'large', 'slider', 'list']),
  visible: v.boolean(),
  x: number,
  y: number,
  width: number,
  height: number,
  sliderMin: v.optional(number),
  sliderMax: v.optional(number),
  isDiscrete: v.optional(v.boolean()),
});

/** The structure of a project document of the current format. */
export const projectSchema: v.GenericSchema<unknown, Project> = v.object({
  format: v.picklist([1, DOCUMENT_FORMAT]),
  title: v.pipe(v.string(), v.maxLength(PROJECT_LIMITS.key)),
  targets: v.pipe(v.array(target), v.maxLength(PROJECT_LIMITS.targets, 'too-many-targets')),
  extensions: few(v.pipe(v.string(), v.maxLength(PROJECT_LIMITS.key))),
  monitors: few(monitor),
  unknown: v.optional(jsonObject),
});
