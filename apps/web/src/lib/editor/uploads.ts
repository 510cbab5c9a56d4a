import { newLocalId } from '@paperkite/kernel';
import {
  admitAsset,
  isPictureFormat,
  newSprite,
  pictureSize,
  ProjectError,
  type Costume,
  type Sound,
} from '@paperkite/project';
import { m } from '@paperkite/i18n';
import type { FileNote } from './file-notes.ts';
import { errorFor, isSpriteFile } from './open-file.ts';
import type { EditorSession } from './session.svelte.ts';

/** What became of files that were given. */
export interface Uploaded {
  errors: ProjectError[];
  notes: FileNote[];
}

/** Puts files into the project as sprites, costumes or sounds; returns what could not be used, and what is not as it was. */
export async function addUploads(
  session: EditorSession,
  kind: 'sprites' | 'costumes' | 'sounds',
  files: readonly File[],
): Promise<Uploaded> {
  const done: Uploaded = { errors: [], notes: [] };
  for (const file of files) {
    try {
      if (isSpriteFile(file)) done.notes.push(...(await addSpriteFile(session, file)));
      else await addMedia(session, kind, file);
    } catch (error) {
      if (!(error instanceof ProjectError)) throw error;
      done.errors.push(errorFor(file, error));
    }
  }
  return done;
}

/** @throws ProjectError */
async function addSpriteFile(session: EditorSession, file: File): Promise<FileNote[]> {
  const { readSpriteFile } = await import('./project-files.ts');
  const read = await readSpriteFile(new Uint8Array(await file.arrayBuffer()), { id: newLocalId() });
  if (!read.ok) throw read.error;
  const { sprite, assets, notes, extensions, globals } = read.value;
  for (const { bytes, mime } of assets.values()) await session.assets.add(bytes, mime);
  const { doc, stage } = session;
  doc.transact(() => {
    for (const [id, { name, value }] of Object.entries(globals.variables)) {
      if (!(id in stage.variables)) doc.variables.create(stage.id, name, { id, value });
    }
    for (const [id, { name, items }] of Object.entries(globals.lists)) {
      if (!(id in stage.lists)) doc.lists.create(stage.id, name, { id, items });
    }
    for (const [id, name] of Object.entries(globals.broadcasts)) {
      if (!(id in stage.broadcasts)) doc.broadcasts.create(name, id);
    }
    for (const extension of extensions) doc.extensions.add(extension);
    // It stands where its file says.
    session.choose(doc.sprites.add(sprite));
  });
  return notes;
}

/** @throws ProjectError */
async function addMedia(session: EditorSession, kind: 'sprites' | 'costumes' | 'sounds', file: File): Promise<void> {
  const admitted = await admitAsset(new Uint8Array(await file.arrayBuffer()));
  if (!admitted.ok) throw admitted.error;
  const { hash, format, asset } = admitted.value;
  const given = file.name.replace(/\.[^.]*$/, '').slice(0, 100);
  if (!isPictureFormat(format)) {
    const measured = await measureSound(asset.bytes);
    await session.assets.add(asset.bytes, asset.mime);
    session.addSound(session.target, { name: given || m.editor_upload_sound_name(), asset: hash, format, ...measured });
    return;
  }
  if (format !== 'svg') await mustShow(asset.bytes, asset.mime);
  await session.assets.add(asset.bytes, asset.mime);
  const name = given || m.editor_upload_name();
  const costume = costumeOf(name, hash, format, asset.bytes);
  if (kind === 'sprites') {
    session.addSprite(newSprite(name, [{ ...costume, id: newLocalId() }], session.sprites.length + 1));
  } else session.addCostume(session.target, costume);
}

/** A picture may begin like one and end in the middle: what the browser cannot show is of no use. */
async function mustShow(bytes: Uint8Array, mime: string): Promise<void> {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([bytes as BlobPart], { type: mime }));
  try {
    await image.decode();
  } catch (cause) {
    throw new ProjectError('asset-damaged', {}, { cause });
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

function costumeOf(name: string, asset: string, format: Costume['format'], bytes: Uint8Array): Omit<Costume, 'id'> {
  const size = pictureSize(bytes, format);
  const [width, height] = [size?.width ?? 0, size?.height ?? 0];
  // Bitmaps count two pixels to a stage unit, unless that would make a small picture tiny.
  const bitmapResolution = format === 'svg' || Math.max(width, height) <= 240 ? 1 : 2;
  return { name, asset, format, rotationCenterX: width / 2, rotationCenterY: height / 2, bitmapResolution };
}

/** Rate and length as the browser decodes them. @throws ProjectError `asset-damaged` when it cannot. */
async function measureSound(bytes: Uint8Array): Promise<Pick<Sound, 'rate' | 'sampleCount'>> {
  try {
    const decoded = await new OfflineAudioContext(1, 1, 44_100).decodeAudioData(new Uint8Array(bytes).buffer);
    return { rate: decoded.sampleRate, sampleCount: decoded.length };
  } catch (cause) {
    // Scratch's own wave files may be packed in a way that only our player knows.
    if (String.fromCharCode(...bytes.subarray(0, 4)) === 'RIFF') return { rate: 0, sampleCount: 0 };
    throw new ProjectError('asset-damaged', {}, { cause });
  }
}
