import type { BoardType, Comment, Target } from '@paperkite/project';
import type { Procedure } from './procedures/procedure.ts';

/** What a name field names. Its value in the document is the name, with the id beside it. */
export type NamedKind = 'variable' | 'list' | 'broadcast';

/** A variable, list or broadcast message as menus show it. */
export interface NamedEntry {
  id: string;
  name: string;
  /** Belongs to this sprite only; otherwise to the whole project. */
  local?: boolean;
}

/** The comments of the target that is edited. Which block one hangs on is the block's own `comment`. */
export interface CommentPort {
  read(): Readonly<Record<string, Comment>>;
  /** Creates or changes. */
  put(id: string, comment: Comment): void;
  remove(id: string): void;
  /** Calls back when others changed comments. Returns unsubscribe. */
  observe(listener: () => void): () => void;
}

/**
 * What the workspace must know of the rest of the project, and what it may ask the application to do. Lists are read when a
 * menu opens or a block is drawn, so that they need no copies; call `changed` listeners when any of them may differ.
 */
export interface WorkspaceContext {
  /** Which kind of target is being edited. */
  kind(): Target['kind'];
  /** Which board, where a board is being edited. */
  board?(): BoardType | undefined;
  /** Names of the other sprites, front to back. */
  sprites(): readonly string[];
  costumes(): readonly string[];
  backdrops(): readonly string[];
  sounds(): readonly string[];
  /** Every variable, list or message that blocks of this target can name. */
  named(kind: NamedKind): readonly NamedEntry[];
  /** Names of the variables of another sprite (`_stage_` for the stage): for the block "x position of Sprite". */
  variablesOf(target: string): readonly string[];
  /** Asks the person for a name and makes it. Undefined when they thought better of it. */
  create(kind: NamedKind): Promise<NamedEntry | undefined>;
  /**
   * The one of that name, made without asking when there is none: the first message of a project, or what a script needs
   * that comes from another sprite.
   */
  ensure(kind: NamedKind, name: string): NamedEntry;
  /** Asks for the new name and renames everywhere. */
  rename(kind: NamedKind, id: string): void;
  remove(kind: NamedKind, id: string): void;
  /** Lets the person make or change a block of their own. Undefined when they thought better of it. */
  editProcedure(procedure: Procedure): Promise<Procedure | undefined>;
  /** Ids of the extensions that the project has or uses. Without it all are shown. */
  extensions?(): readonly string[];
  /** Lets the person add one. */
  chooseExtension?(): void;
  /** Without it comments are neither shown nor made. */
  comments?: CommentPort;
  /** Calls back when names may have changed. Returns unsubscribe. */
  changed(listener: () => void): () => void;
}

/** A context with nothing in it: for previews, where no project is at hand. */
export const EMPTY_CONTEXT: WorkspaceContext = {
  kind: () => 'sprite',
  sprites: () => [],
  costumes: () => [],
  backdrops: () => [],
  sounds: () => [],
  named: () => [],
  variablesOf: () => [],
  create: () => Promise.resolve(undefined),
  ensure: (_kind, name) => ({ id: name, name }),
  rename: () => undefined,
  remove: () => undefined,
  editProcedure: () => Promise.resolve(undefined),
  changed: () => () => undefined,
};
