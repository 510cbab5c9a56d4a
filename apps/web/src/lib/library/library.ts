import type { Locale } from '@paperkite/i18n';
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

export const libraryUrl = (file: string): string => BASE + file;

/** The index. Rejects when it cannot be fetched. */
export async function fetchLibrary(): Promise<Library> {
  const answer = await fetch(`${BASE}library.json`);
  if (!answer.ok) throw new Error(`the library answered ${answer.status}`);
  return (await answer.json()) as Library;
}

async function keepFile(store: AssetStore, file: string, mime: string): Promise<void> {
  const answer = await fetch(libraryUrl(file));
  if (!answer.ok) throw new Error(`${file} answered ${answer.status}`);
  await store.add(new Uint8Array(await answer.arrayBuffer()), mime);
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
  const { sha256, rate, sampleCount } = sound;
  return { name: sound.name[locale], asset: sha256, format: 'wav', rate, sampleCount };
}

/** A sprite with all its costumes and sounds. */
export async function takeSprite(
  store: AssetStore,
  library: Library,
  sprite: LibrarySprite,
  locale: Locale,
): Promise<SpriteTarget> {
  const costumes = await Promise.all(sprite.costumes.map((picture) => takePicture(store, picture, locale)));
  const wanted = library.sounds.filter(({ id }) => sprite.sounds.includes(id));
  const sounds = await Promise.all(wanted.map((sound) => takeSound(store, sound, locale)));
  const target = newSprite(
    sprite.name[locale],
    costumes.map((costume) => ({ ...costume, id: newLocalId() })),
    1,
  );
  return { ...target, sounds: sounds.map((sound) => ({ ...sound, id: newLocalId() })) };
}

/** What "make something" opens: a white stage with the library's first sprite. Works with the stage alone when offline. */
export async function startProject(store: AssetStore, title: string, locale: Locale): Promise<Project> {
  const project = emptyProject(title);
  await store.add(BLANK_BACKDROP.asset().bytes, BLANK_BACKDROP.asset().mime);
  const library = await fetchLibrary().catch(() => undefined);
  const first = library?.sprites.find(({ id }) => id === library.start.sprite);
  if (library && first) {
    project.targets.push(await takeSprite(store, library, first, locale));
  }
  return project;
}
