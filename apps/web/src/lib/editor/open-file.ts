import { err, ok, type Result } from '@paperkite/kernel';
import { boardsOf, ProjectError, type Assets, type Project, type ProjectErrorCode } from '@paperkite/project';
import { unknownBlocks, type FileNote } from './file-notes.ts';

/** A project read from a file somebody gave. */
export interface OpenedFile {
  project: Project;
  assets: Assets;
  notes: readonly FileNote[];
}

const PROJECT_NAME = /\.(kite|sb3|sb2)$/i;
const SPRITE_NAME = /\.(sprite3|sprite2)$/i;
const PICTURE_OR_SOUND_NAME = /\.(svg|png|jpe?g|gif|bmp|wav|mp3|ogg)$/i;

export const isProjectFile = (file: Pick<File, 'name'>): boolean => PROJECT_NAME.test(file.name);
export const isSpriteFile = (file: Pick<File, 'name'>): boolean => SPRITE_NAME.test(file.name);

/**
 * The same error, for somebody who knows the file's name: what is called a project or a picture and is not recognised as
 * one is damaged, not of another kind.
 */
export function errorFor(file: Pick<File, 'name'>, error: ProjectError): ProjectError {
  const damaged = (code: ProjectErrorCode): ProjectError => new ProjectError(code, { name: file.name });
  const called = isProjectFile(file) || isSpriteFile(file);
  if (error.code === 'not-a-project-file' && called) return damaged('zip-damaged');
  if (error.code === 'asset-unsupported' && PICTURE_OR_SOUND_NAME.test(file.name)) return damaged('asset-damaged');
  return error;
}

/** Reads a `.kite`, `.sb3` or `.sb2`; which of them it is, the bytes say and not the name. The readers come in their own chunk. */
export async function openProjectFile(file: File): Promise<Result<OpenedFile, ProjectError>> {
  const { readProjectFile } = await import('./project-files.ts');
  const title = file.name.replace(/\.[^.]*$/, '').slice(0, 100);
  const read = await readProjectFile(new Uint8Array(await file.arrayBuffer()), { title });
  if (!read.ok) return err(errorFor(file, read.error));
  const { OPCODES } = await import('@paperkite/blocks');
  const { project, assets, notes } = read.value;
  if (boardsOf(project).length > 0) (await import('@paperkite/blocks/boards')).offerBoards();
  return ok({ project, assets, notes: [...notes, ...unknownBlocks(project, new Set(OPCODES))] });
}

/** Lets the person keep bytes as a file. */
export function downloadFile(bytes: Uint8Array, name: string, mime: string): void {
  const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type: mime }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A file name that every system takes, made from a title. */
export const fileName = (title: string, extension: string): string =>
  `${
    title
      .replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
      .trim()
      .slice(0, 80) || 'paperkite'
  }.${extension}`;
