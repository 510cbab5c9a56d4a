import { newLocalId } from '@paperkite/kernel';
import {
  admitAsset,
  isPictureFormat,
  newSprite,
  pictureSize,
  type Costume,
  type ProjectError,
  type Sound,
} from '@paperkite/project';
import type { EditorSession } from './session.svelte.ts';

/** Puts files into the project as sprites, costumes or sounds; returns what could not be used. */
export async function addUploads(
  session: EditorSession,
  kind: 'sprites' | 'costumes' | 'sounds',
  files: readonly File[],
): Promise<ProjectError[]> {
  const errors: ProjectError[] = [];
  for (const file of files) {
    const admitted = await admitAsset(new Uint8Array(await file.arrayBuffer()));
    if (!admitted.ok) {
      errors.push(admitted.error);
      continue;
    }
    const { hash, format, asset } = admitted.value;
    await session.assets.add(asset.bytes, asset.mime);
    const name = file.name.replace(/\.[^.]*$/, '').slice(0, 100) || 'upload';
    if (!isPictureFormat(format)) {
      session.addSound(session.target, { name, asset: hash, format, ...(await measureSound(asset.bytes)) });
      continue;
    }
    const costume = costumeOf(name, hash, format, asset.bytes);
    if (kind === 'sprites') {
      session.addSprite(newSprite(name, [{ ...costume, id: newLocalId() }], session.sprites.length + 1));
    } else session.addCostume(session.target, costume);
  }
  return errors;
}

function costumeOf(name: string, asset: string, format: Costume['format'], bytes: Uint8Array): Omit<Costume, 'id'> {
  const size = pictureSize(bytes, format);
  const [width, height] = [size?.width ?? 0, size?.height ?? 0];
  // Bitmaps count two pixels to a stage unit, unless that would make a small picture tiny.
  const bitmapResolution = format === 'svg' || Math.max(width, height) <= 240 ? 1 : 2;
  return { name, asset, format, rotationCenterX: width / 2, rotationCenterY: height / 2, bitmapResolution };
}

/** Rate and length as the browser decodes them; zeros where it cannot. */
async function measureSound(bytes: Uint8Array): Promise<Pick<Sound, 'rate' | 'sampleCount'>> {
  try {
    const decoded = await new OfflineAudioContext(1, 1, 44_100).decodeAudioData(new Uint8Array(bytes).buffer);
    return { rate: decoded.sampleRate, sampleCount: decoded.length };
  } catch {
    return { rate: 0, sampleCount: 0 };
  }
}
