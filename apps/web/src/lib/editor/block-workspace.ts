import type * as BlocksModule from '@paperkite/blocks';
import type { Binding, ThemeName } from '@paperkite/blocks';
import type { Locale } from '@paperkite/i18n';
import type { TargetId } from '@paperkite/project';
import type { Questions } from './questions.svelte.ts';
import type { EditorSession } from './session.svelte.ts';
import { createWorkspaceContext } from './workspace-context.ts';

type Blocks = typeof BlocksModule;
type Workspace = ReturnType<Blocks['createWorkspace']>;

export interface BlockWorkspaceOptions {
  host: HTMLElement;
  session: EditorSession;
  questions: Questions;
  locale: Locale;
  theme: ThemeName;
}

/** Where Blockly's pictures and cursors are served from. */
const MEDIA = '/blockly-media/';

/** One Blockly workspace that shows whichever target is being edited, each at the place where it was left. */
export class BlockWorkspace {
  readonly #blocks: Blocks;
  readonly #options: BlockWorkspaceOptions;
  #workspace: Workspace | undefined;
  #binding: Binding | undefined;
  #target: TargetId | undefined;
  #locale: Locale;
  #theme: ThemeName;
  readonly #places = new Map<TargetId, { x: number; y: number }>();

  private constructor(blocks: Blocks, options: BlockWorkspaceOptions) {
    this.#blocks = blocks;
    this.#options = options;
    this.#locale = options.locale;
    this.#theme = options.theme;
  }

  /** Loads Blockly and its words. Rejects when a chunk cannot be fetched. */
  static async open(options: BlockWorkspaceOptions): Promise<BlockWorkspace> {
    const blocks = await import('@paperkite/blocks');
    await blocks.loadBlocklyLocale(options.locale);
    return new BlockWorkspace(blocks, options);
  }

  show(target: TargetId): void {
    if (target === this.#target) return;
    this.#leave();
    this.#target = target;
    const { host, session, questions } = this.#options;
    const context = createWorkspaceContext(session, questions, target);
    this.#workspace = this.#blocks.createWorkspace(host, {
      context,
      media: MEDIA,
      theme: this.#theme,
      readOnly: session.readOnly,
    });
    this.#binding = this.#blocks.bindWorkspace(this.#workspace, session.doc.blockStore(target), context);
    const place = this.#places.get(target);
    if (place) this.#workspace.scroll(place.x, place.y);
    else this.#workspace.scrollCenter();
  }

  async setLocale(locale: Locale): Promise<void> {
    if (locale === this.#locale) return;
    this.#locale = locale;
    await this.#blocks.loadBlocklyLocale(locale);
    this.#again();
  }

  setTheme(theme: ThemeName): void {
    if (theme === this.#theme) return;
    this.#theme = theme;
    if (this.#workspace) this.#blocks.setTheme(this.#workspace, theme);
  }

  glow(topBlocks: readonly string[]): void {
    if (this.#workspace && this.#binding) this.#blocks.glow(this.#workspace, this.#binding, topBlocks);
  }

  resize(): void {
    // Blockly measures its place when the window says so.
    if (this.#workspace) requestAnimationFrame(() => window.dispatchEvent(new Event('resize')));
  }

  destroy(): void {
    this.#leave();
  }

  /** Builds the workspace anew: toolbox, menus and messages are read when it is made. */
  #again(): void {
    const target = this.#target;
    if (target === undefined) return;
    this.#leave();
    this.#target = undefined;
    this.show(target);
  }

  #leave(): void {
    this.#binding?.flush();
    this.#binding?.dispose();
    if (this.#workspace && this.#target !== undefined) {
      this.#places.set(this.#target, { x: this.#workspace.scrollX, y: this.#workspace.scrollY });
    }
    this.#workspace?.dispose();
    this.#workspace = undefined;
    this.#binding = undefined;
  }
}
