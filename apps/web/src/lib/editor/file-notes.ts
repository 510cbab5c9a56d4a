import { boardsOf, sceneOf, type ImportNote, type ImportNoteCode, type Project } from '@paperkite/project';
import { m } from '@paperkite/i18n';

/** Blocks of one kind that a program does not know. */
export interface UnknownBlocks {
  code: 'unknown-blocks';
  /** The opcode, or the name of the extension. */
  name: string;
  count: number;
}

/** Boards that a file cannot hold. */
export interface BoardsLeftOut {
  code: 'boards-left-out';
  count: number;
}

/** What of a file is not in the project as it was, or the other way about. */
export type FileNote = ImportNote | UnknownBlocks | BoardsLeftOut;

type Details = { name: string; count: number };

const SENTENCES: Record<ImportNoteCode | 'unknown-blocks' | 'boards-left-out', (details: Details) => string> = {
  'asset-missing': m.editor_note_asset_missing,
  'asset-unreadable': m.editor_note_asset_unreadable,
  'picture-cleaned': m.editor_note_picture_cleaned,
  'links-cut': m.editor_note_links_cut,
  'blocks-dropped': m.editor_note_blocks_dropped,
  'monitor-dropped': m.editor_note_monitor_dropped,
  'text-dropped': m.editor_note_text_dropped,
  'cloud-variables': m.editor_note_cloud_variables,
  'unknown-blocks': m.editor_note_unknown_blocks,
  'boards-left-out': m.boards_note_left_out,
};

/** One note as a sentence. */
export function noteText(note: FileNote): string {
  const text = SENTENCES[note.code]({ name: 'name' in note ? (note.name ?? '') : '', count: note.count ?? 1 });
  return 'target' in note && note.target ? m.editor_note_where({ target: note.target, text }) : text;
}

/** Kinds of blocks in a project that are not among the known opcodes: they are kept, but grey. */
export function unknownBlocks(project: Project, known: ReadonlySet<string>): UnknownBlocks[] {
  return counted(project, (opcode) => (known.has(opcode) ? undefined : opcode));
}

/** What stands before the first `_` of the opcodes that Scratch 3 has: its own groups, shadow blocks and extensions. */
const SCRATCH_GROUPS = new Set(
  (
    'motion looks sound event control sensing operator data procedures argument math note text colour matrix ' +
    'pen music videoSensing text2speech translate makeymakey microbit ev3 boost wedo2 gdxfor faceSensing scratch2'
  ).split(' '),
);

/** What of a project Scratch does not know: its boards, which its files leave out, and blocks of extensions, which do nothing there. */
export function unknownToScratch(project: Project): (UnknownBlocks | BoardsLeftOut)[] {
  const boards = boardsOf(project).length;
  const blocks = counted(sceneOf(project), (opcode) => {
    const group = opcode.split('_')[0]!;
    return SCRATCH_GROUPS.has(group) || !opcode.includes('_') ? undefined : group;
  });
  return boards > 0 ? [{ code: 'boards-left-out', count: boards }, ...blocks] : blocks;
}

function counted(project: Project, nameOf: (opcode: string) => string | undefined): UnknownBlocks[] {
  const counts = new Map<string, number>();
  for (const { blocks } of project.targets) {
    for (const { opcode } of Object.values(blocks)) {
      const name = nameOf(opcode);
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts].map(([name, count]) => ({ code: 'unknown-blocks', name, count }));
}
