import { err, ok, type Result } from '@paperkite/kernel';
import type { Assets, ImportNote, Project, ProjectError } from '@paperkite/project';

/** A project read from a file somebody gave. */
export interface OpenedFile {
  project: Project;
  assets: Assets;
  notes: readonly ImportNote[];
}

/** Reads a `.kite` or `.sb3`; which of them it is, the bytes say and not the name. The readers come in their own chunk. */
export async function openProjectFile(file: File): Promise<Result<OpenedFile, ProjectError>> {
  const { importSb3, readKite } = await import('./project-files.ts');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kite = await readKite(bytes);
  if (kite.ok) return ok({ ...kite.value, notes: [] });
  // A damaged .kite should be told as one, not as a bad Scratch file.
  if (file.name.toLowerCase().endsWith('.kite')) return kite;
  const title = file.name.replace(/\.[^.]*$/, '');
  const scratch = await importSb3(bytes, { title });
  return scratch.ok ? ok(scratch.value) : err(scratch.error);
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
