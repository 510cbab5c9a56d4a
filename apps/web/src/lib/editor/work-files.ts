import { m } from '@paperkite/i18n';
import type { Project, ProjectError, SpriteTarget } from '@paperkite/project';
import { toasts } from '#lib/shell/toasts.ts';
import { unknownToScratch } from './file-notes.ts';
import type { FileNotesShown } from './FileNotes.svelte';
import { downloadFile, fileName, isProjectFile, isSpriteFile, openProjectFile } from './open-file.ts';
import type { OpenWork } from './open-work.svelte.ts';
import { projectMessage } from './project-messages.ts';
import type { Questions } from './questions.svelte.ts';

/** What files are uploaded as. */
export type UploadKind = 'sprites' | 'costumes' | 'sounds';

const PICTURES = '.svg,.png,.jpg,.jpeg,.gif,.bmp';
/** Endings of the names of files that can be uploaded. */
export const UPLOADED: Record<UploadKind, string> = {
  sprites: `.sprite3,.sprite2,${PICTURES}`,
  costumes: PICTURES,
  sounds: '.wav,.mp3,.ogg',
};
const ZIP = 'application/zip';

/** Files into the work that is open, and out of it. What goes wrong is said in toasts. */
export class WorkFiles {
  readonly #work: OpenWork;
  readonly #questions: Pick<Questions, 'agree'>;
  readonly #onNotes: (notes: FileNotesShown | undefined) => void;

  /** @param onNotes Hears what is not the same as in the file, after one was opened or written. */
  constructor(
    work: OpenWork,
    questions: Pick<Questions, 'agree'>,
    onNotes: (notes: FileNotesShown | undefined) => void,
  ) {
    this.#work = work;
    this.#questions = questions;
    this.#onNotes = onNotes;
  }

  /** Puts the project of a file in the place of the one that is open; asks first when something would be lost. */
  open(file: File | undefined): Promise<void> {
    return told(async () => {
      if (file) await this.#open(file);
    });
  }

  async #open(file: File): Promise<void> {
    const { session } = this.#work;
    const opened = await openProjectFile(file);
    if (!opened.ok) return complain(opened.error, m.editor_import_failed());
    const { project, assets, notes } = opened.value;
    if (hasContent(session.project)) {
      const replace = await this.#questions.agree({
        title: m.editor_replace_title(),
        description: m.editor_replace_text({ name: project.title }),
        confirm: m.editor_replace(),
      });
      if (!replace) return;
    }
    for (const { bytes, mime } of assets.values()) await session.assets.add(bytes, mime);
    session.replaceWith(project);
    toasts.show(m.editor_imported({ name: project.title }), { kind: 'done' });
    this.#onNotes(notes.length > 0 ? { way: 'in', name: project.title, notes } : undefined);
  }

  save(kind: 'kite' | 'sb3'): Promise<void> {
    return told(() => this.#save(kind));
  }

  async #save(kind: 'kite' | 'sb3'): Promise<void> {
    const { exportSb3, writeKite } = await import('./project-files.ts');
    const { project } = this.#work.session;
    const assets = await this.#work.collectAssets();
    const written = kind === 'kite' ? writeKite(project, assets) : await exportSb3(project, assets);
    if (!written.ok) return complain(written.error);
    downloadFile(written.value, fileName(project.title, kind), ZIP);
    const left = kind === 'sb3' ? unknownToScratch(project) : [];
    if (left.length > 0) this.#onNotes({ way: 'out', name: project.title, notes: left });
  }

  saveSprite(sprite: SpriteTarget): Promise<void> {
    return told(() => this.#saveSprite(sprite));
  }

  async #saveSprite(sprite: SpriteTarget): Promise<void> {
    const { exportSprite3 } = await import('./project-files.ts');
    const written = exportSprite3(this.#work.session.project, sprite, await this.#work.collectAssets());
    if (written.ok) downloadFile(written.value, fileName(sprite.name, 'sprite3'), ZIP);
    else complain(written.error);
  }

  upload(files: readonly File[], kind: UploadKind): Promise<void> {
    return told(() => this.#upload(files, kind));
  }

  async #upload(files: readonly File[], kind: UploadKind): Promise<void> {
    const { addUploads } = await import('./uploads.ts');
    const { errors, notes } = await addUploads(this.#work.session, kind, files);
    for (const error of errors) complain(error, m.editor_upload_failed());
    if (notes.length > 0) this.#onNotes({ way: 'in', name: files[0]!.name, notes });
  }

  /** Files that came onto the page: a project is opened; pictures become what `pictures` says. */
  async take(files: readonly File[], pictures: UploadKind): Promise<void> {
    if (this.#work.session.readOnly) return;
    const project = files.find(isProjectFile);
    if (project) await this.open(project);
    else await this.upload(files, files.some(isSpriteFile) ? 'sprites' : pictures);
  }
}

/** Whether somebody has made something here: blocks, or more than the stage and the first sprite. */
const hasContent = ({ targets }: Pick<Project, 'targets'>): boolean =>
  targets.length > 2 || targets.some(({ blocks }) => Object.keys(blocks).length > 0);

/** Readers and writers come when they are needed; without a connection, or after an update of the server, they may not. */
async function told(deed: () => Promise<void>): Promise<void> {
  try {
    await deed();
  } catch {
    toasts.show(m.editor_file_failed(), { kind: 'problem' });
  }
}

function complain(error: ProjectError, about?: string): void {
  const why = projectMessage(error);
  toasts.show(about ? `${about}${m.common_colon()}${why}` : why, { kind: 'problem' });
}
