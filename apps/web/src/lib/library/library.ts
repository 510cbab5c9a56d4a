import { m, type Locale } from '@paperkite/i18n';
import { newLocalId } from '@paperkite/kernel';
import {
  BLANK_BACKDROP,
  emptyProject,
  newSprite,
  type Costume,
  type Project,
  type Sound,
  type SpriteTarget,
} from '@paperkite/project';
import type { AssetStore } from '#lib/editor/assets.ts';

type Names = Record<Locale, string>;

export interface LibraryPicture {
  name: Names;
  file: string;
  sha256: string;
  rotationCenterX: number;
  rotationCenterY: number;
}

export interface LibrarySprite {
  id: string;
  name: Names;
  category: string;
  costumes: LibraryPicture[];
  /** Ids of sounds that come with it. */
  sounds: string[];
}

export interface LibrarySound {
  id: string;
  name: Names;
  category: string;
  file: string;
  sha256: string;
  rate: number;
  sampleCount: number;
}

/** The starter library's index, as `scripts/library/index.ts` writes it. */
export interface Library {
  sprites: LibrarySprite[];
  backdrops: (LibraryPicture & { id: string })[];
  sounds: LibrarySound[];
  /** What a new project begins with. */
  start: { sprite: string };
}

const BASE = '/library/';

/** Where the index lies. */
export const LIBRARY_INDEX = `${BASE}library.json`;

export const libraryUrl = (file: string): string => BASE + file;

/** The index. Rejects when it cannot be fetched. */
export async function fetchLibrary(): Promise<Library> {
  const answer = await fetch(LIBRARY_INDEX);
  if (!answer.ok) throw new Error(`the library answered ${answer.status}`);
  return (await answer.json()) as Library;
}

async function fetchFile(file: string): Promise<Uint8Array> {
  const answer = await fetch(libraryUrl(file));
  if (!answer.ok) throw new Error(`${file} answered ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

async function keepFile(store: AssetStore, file: string, mime: string): Promise<void> {
  await store.add(await fetchFile(file), mime);
}

const costumeOf = (picture: LibraryPicture, locale: Locale): Omit<Costume, 'id'> => ({
  name: picture.name[locale],
  asset: picture.sha256,
  format: 'svg',
  rotationCenterX: picture.rotationCenterX,
  rotationCenterY: picture.rotationCenterY,
  bitmapResolution: 1,
});

/** Brings a picture into the project's care and describes it as a costume or backdrop. */
export async function takePicture(
  store: AssetStore,
  picture: LibraryPicture,
  locale: Locale,
): Promise<Omit<Costume, 'id'>> {
  await keepFile(store, picture.file, 'image/svg+xml');
  return costumeOf(picture, locale);
}

export async function takeSound(store: AssetStore, sound: LibrarySound, locale: Locale): Promise<Omit<Sound, 'id'>> {
  await keepFile(store, sound.file, 'audio/wav');
  return soundOf(sound, locale);
}

const soundOf = ({ name, sha256, rate, sampleCount }: LibrarySound, locale: Locale): Omit<Sound, 'id'> => ({
  name: name[locale],
  asset: sha256,
  format: 'wav',
  rate,
  sampleCount,
});

/** A sprite with all its costumes and sounds. */
export async function takeSprite(
  store: AssetStore,
  library: Library,
  sprite: LibrarySprite,
  locale: Locale,
): Promise<SpriteTarget> {
  const sounds = library.sounds.filter(({ id }) => sprite.sounds.includes(id));
  await Promise.all([
    ...sprite.costumes.map(({ file }) => keepFile(store, file, 'image/svg+xml')),
    ...sounds.map(({ file }) => keepFile(store, file, 'audio/wav')),
  ]);
  return spriteOf(sprite, sounds, locale);
}

function spriteOf(sprite: LibrarySprite, sounds: readonly LibrarySound[], locale: Locale): SpriteTarget {
  const costumes = sprite.costumes.map((picture) => ({ ...costumeOf(picture, locale), id: newLocalId() }));
  return {
    ...newSprite(sprite.name[locale], costumes, 1),
    sounds: sounds.map((sound) => ({ ...soundOf(sound, locale), id: newLocalId() })),
  };
}

/** What a new work begins with, as bytes. */
export interface Start {
  library: Library;
  sprite: LibrarySprite;
  /** By name of file. */
  files: ReadonlyMap<string, Uint8Array>;
}

/** Fetches what a new work begins with; undefined without a network. Begin early: it need not wait for the editor. */
export async function fetchStart(): Promise<Start | undefined> {
  try {
    const library = await fetchLibrary();
    const sprite = library.sprites.find(({ id }) => id === library.start.sprite);
    if (!sprite) return undefined;
    const sounds = library.sounds.filter(({ id }) => sprite.sounds.includes(id));
    const names = [...sprite.costumes, ...sounds].map(({ file }) => file);
    const files = await Promise.all(names.map(async (file) => [file, await fetchFile(file)] as const));
    return { library, sprite, files: new Map(files) };
  } catch {
    return undefined;
  }
}

/** What "make something" opens: a white stage with the library's first sprite; the stage alone when offline. */
export async function startProject(
  store: AssetStore,
  title: string,
  locale: Locale,
  start: Start | undefined,
): Promise<Project> {
  const project = emptyProject(title);
  const [backdrop] = project.targets[0]!.costumes;
  if (backdrop) backdrop.name = m.editor_first_backdrop();
  const kept = [store.add(BLANK_BACKDROP.asset().bytes, BLANK_BACKDROP.asset().mime)];
  if (start) {
    const { library, sprite, files } = start;
    for (const [file, bytes] of files)
      kept.push(store.add(bytes, file.endsWith('.svg') ? 'image/svg+xml' : 'audio/wav'));
    const sounds = library.sounds.filter(({ id }) => sprite.sounds.includes(id));
    project.targets.push(spriteOf(sprite, sounds, locale));
  }
  await Promise.all(kept);
  return project;
}
