import { ok, type Result } from '@paperkite/kernel';
import type { Costume, Json, Sound, SpriteTarget, TargetId } from '../document.ts';
import type { ProjectError } from '../errors.ts';
import { asArray, asNumber, asObject, asText, type JsonObject } from '../json/read-json.ts';
import { assetFileNames, type FileAssets } from '../sb3/file-assets.ts';
import type { ImportNote } from '../sb3/notes.ts';
import { clamp, wholeNumber, wrapDirection } from '../sb3/read-target.ts';
import { readHoldings, type Holdings, type Names } from './names.ts';
import { readScripts } from './read-scripts.ts';

/** Reads one sprite of a Scratch 2 file. Error: `list-too-long`; throws a ProjectError `too-many-blocks`. */
export async function readSb2Sprite(
  raw: JsonObject,
  place: { id: TargetId; layer: number; stageName: string },
  names: Names,
  files: FileAssets,
  notes: ImportNote[],
): Promise<Result<SpriteTarget, ProjectError>> {
  const { id, layer, stageName } = place;
  const own = readHoldings(raw, id);
  if (!own.ok) return own;
  const name = asText(raw['objName']) ?? '';
  const { cut, ...scripts } = readScripts(raw, { id, isStage: false, stageName, ...own.value }, names);
  if (cut > 0) notes.push({ code: 'links-cut', target: name, count: cut });
  return ok({
    kind: 'sprite',
    ...(await readCommon(raw, id, name, own.value, files)),
    ...scripts,
    visible: raw['visible'] !== false,
    x: asNumber(raw['scratchX']) ?? 0,
    y: asNumber(raw['scratchY']) ?? 0,
    size: (asNumber(raw['scale']) ?? 1) * 100,
    direction: wrapDirection(asNumber(raw['direction']) ?? 90),
    draggable: raw['isDraggable'] === true,
    rotationStyle: readRotationStyle(raw['rotationStyle']),
    layer,
  });
}

/** What the stage and sprites of Scratch 2 have in common, but for their scripts. */
export async function readCommon(raw: JsonObject, id: string, name: string, holdings: Holdings, files: FileAssets) {
  const costumes = await readCostumes(raw, id, name, files);
  return {
    id,
    name,
    ...holdings,
    costumes,
    currentCostume: clamp(Math.floor(asNumber(raw['currentCostumeIndex']) ?? 0), 0, costumes.length - 1),
    sounds: await readSounds(raw, id, name, files),
    volume: clamp(asNumber(raw['volume']) ?? 100, 0, 100),
  };
}

const readRotationStyle = (value: Json | undefined) =>
  value === 'leftRight' ? 'left-right' : value === 'none' ? "don't rotate" : 'all around';

/** Files are numbered in the archive; their ending is that of the name they once had. */
const fileNames = (number: Json | undefined, md5: Json | undefined): string[] =>
  assetFileNames(undefined, String(asNumber(number) ?? -1), asText(md5)?.split('.').at(-1));

async function readCostumes(raw: JsonObject, target: string, name: string, files: FileAssets): Promise<Costume[]> {
  const described = (asArray(raw['costumes']) ?? []).map(asObject).filter((costume) => costume !== undefined);
  const costumes: Costume[] = [];
  for (const [i, costume] of (described.length > 0 ? described : [{}]).entries()) {
    const resolution = asNumber(costume['bitmapResolution']) ?? 1;
    const description = {
      id: `${target}-costume-${i + 1}`,
      name: asText(costume['costumeName']) ?? `costume${i + 1}`,
      rotationCenterX: asNumber(costume['rotationCenterX']),
      rotationCenterY: asNumber(costume['rotationCenterY']),
      bitmapResolution: Math.max(1, Math.round(resolution)),
    };
    const base = fileNames(costume['baseLayerID'], costume['baseLayerMD5']);
    costumes.push(
      asText(costume['textLayerMD5'])
        ? await files.costumeWithText(
            base,
            fileNames(costume['textLayerID'], costume['textLayerMD5']),
            description,
            name,
          )
        : await files.costume(base, description, name),
    );
  }
  return costumes;
}

async function readSounds(raw: JsonObject, target: string, name: string, files: FileAssets): Promise<Sound[]> {
  const sounds: Sound[] = [];
  for (const [i, value] of (asArray(raw['sounds']) ?? []).entries()) {
    const sound = asObject(value) ?? {};
    const description = {
      id: `${target}-sound-${i + 1}`,
      name: asText(sound['soundName']) ?? `sound${i + 1}`,
      rate: wholeNumber(sound['rate']),
      sampleCount: wholeNumber(sound['sampleCount']),
    };
    sounds.push(await files.sound(fileNames(sound['soundID'], sound['md5']), description, name));
  }
  return sounds;
}
