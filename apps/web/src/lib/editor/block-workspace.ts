import type * as BlocksModule from '@paperkite/blocks';
import type * as BoardBlocks from '@paperkite/blocks/boards';
import type { BlockDiagnostic } from '@paperkite/blocks/boards';
import type { Binding, BreakpointKeeper, DebugMarks, LooseScript, ThemeName } from '@paperkite/blocks';
import type { Locale } from '@paperkite/i18n';
import type { BlockId, TargetId } from '@paperkite/project';
import { copyScript } from './block-drop.ts';
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
  /** A script was clicked, or its key pressed: its top block in the document. */
  onRun: (target: TargetId, topBlock: BlockId) => void;
  /** Who keeps the breakpoints of a target. */
  breakpoints: (target: TargetId) => BreakpointKeeper;
  /** The reporter under the pointer or with the keyboard, and where it is drawn. */
  onReporter: (target: TargetId, block: BlockId | null, drawn: Element | null) => void;
  /** A block of the palette is to be tried. */
  onTry: (target: TargetId, script: LooseScript) => void;
  /** A block was selected, or none any more. */
  onSelect?: (target: TargetId, block: BlockId | null) => void;
  /** Blocks that a target needs could not be loaded. */
  onFailed: (error: unknown) => void;
  /** A script was copied to another target, named here. */
  onCopied: (name: string) => void;
}

/** Where this device remembers that the palette is folded away, or is not. */
const FOLDED = 'paperkite:palette-folded';
/** Below this width of the tab, in pixels, the palette would leave too little for scripts. */
const NARROW = 800;

function isFolded(host: HTMLElement): boolean {
  const remembered = localStorage.getItem(FOLDED);
  return remembered === null ? host.clientWidth < NARROW : remembered === 'true';
}

/** Where Blockly's pictures and cursors are served from. */
const MEDIA = '/blockly-media/';

/** Runs the script of the block that has the keyboard. */
const RUN_KEY = 'r';

/** The card of a target at a point of the window. */
const cardAt = ({ x, y }: { x: number; y: number }): HTMLElement | undefined =>
  document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-target]') ?? undefined;

interface SelectedEvent {
  type: string;
  newElementId?: string;
}

/** What of Blockly's events matters here. */
interface ClickEvent {
  type: string;
  targetType?: string;
  blockId?: string;
}

/** One Blockly workspace that shows whichever target is being edited, each at the place where it was left. */
export class BlockWorkspace {
  readonly #blocks: Blocks;
  readonly #options: BlockWorkspaceOptions;
  #workspace: Workspace | undefined;
  #binding: Binding | undefined;
  #target: TargetId | undefined;
  /** What is to be shown, perhaps as soon as its blocks are here. */
  #wanted: TargetId | undefined;
  #boards: typeof BoardBlocks | undefined;
  /** What was marked in the target that was drawn last: a workspace made anew shows it again. */
  #marksOf: TargetId | undefined;
  #diagnostics: readonly BlockDiagnostic[] = [];
  #pointed: BlockId | null = null;
  #locale: Locale;
  #theme: ThemeName;
  #readOnly: boolean;
  #tight = false;
  #stopDrops: (() => void) | undefined;
  #stopDebug: (() => void)[] = [];
  /** The category that was open last. */
  #category: string | undefined;
  #marked: HTMLElement | undefined;
  readonly #places = new Map<TargetId, { x: number; y: number }>();

  private constructor(blocks: Blocks, options: BlockWorkspaceOptions) {
    this.#blocks = blocks;
    this.#options = options;
    this.#locale = options.locale;
    this.#theme = options.theme;
    this.#readOnly = options.session.readOnly;
    options.host.addEventListener('keydown', this.#onKey);
  }

  /** Loads Blockly and its words. Rejects when a chunk cannot be fetched. */
  static async open(options: BlockWorkspaceOptions): Promise<BlockWorkspace> {
    const blocks = await import('@paperkite/blocks');
    await blocks.loadBlocklyLocale(options.locale);
    return new BlockWorkspace(blocks, options);
  }

  /** The blocks of boards come in a chunk of their own, when the first board is shown. */
  show(target: TargetId): void {
    if (target === this.#wanted) return;
    this.#wanted = target;
    const isBoard = this.#options.session.boards.some(({ id }) => id === target);
    if (!isBoard || this.#boards) return this.#draw(target);
    import('@paperkite/blocks/boards')
      .then((boards) => {
        boards.offerBoards();
        this.#boards = boards;
        if (this.#wanted === target) this.#draw(target);
      })
      .catch((error: unknown) => {
        this.#wanted = undefined;
        this.#options.onFailed(error);
      });
  }

  #draw(target: TargetId): void {
    this.#leave();
    this.#target = target;
    const { host, session, questions } = this.#options;
    const context = createWorkspaceContext(session, questions, target);
    this.#workspace = this.#blocks.createWorkspace(host, {
      context,
      media: MEDIA,
      theme: this.#theme,
      readOnly: this.#readOnly,
      palette: {
        folded: this.#tight || isFolded(host),
        category: this.#category,
        onFold: (folded) => {
          if (!this.#tight) localStorage.setItem(FOLDED, String(folded));
        },
      },
    });
    this.#blocks.onShelfClick(this.#workspace, (script) => this.#options.onTry(target, script));
    this.#workspace.addChangeListener((event) => {
      const { type, targetType, blockId } = event as ClickEvent;
      if (type === 'click' && targetType === 'block' && blockId) this.#run(blockId);
      if (type === 'selected') this.#select(target, (event as SelectedEvent).newElementId);
    });
    this.#binding = this.#blocks.bindWorkspace(this.#workspace, session.doc.blockStore(target), context);
    this.#stopDebug = [
      this.#blocks.keepBreakpoints(this.#workspace, this.#binding, this.#options.breakpoints(target)),
      this.#blocks.watchReporters(this.#workspace, this.#binding, (block, drawn) =>
        this.#options.onReporter(target, block, drawn),
      ),
    ];
    this.#stopDrops = this.#blocks.dropBeside(this.#workspace, this.#binding, {
      onOver: (point) => this.#mark(point && cardAt(point)),
      onDrop: (point, script) => this.#copyTo(cardAt(point)?.dataset.target, script),
    });
    const place = this.#places.get(target);
    if (place) this.#workspace.scroll(place.x, place.y);
    else this.#blocks.showBeginning(this.#workspace);
    if (target === this.#marksOf) {
      this.diagnose(this.#diagnostics);
      this.point(this.#pointed);
    } else {
      this.#diagnostics = [];
      this.#pointed = null;
    }
    this.#marksOf = target;
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

  /** Nothing can be changed while this is on; the place on the workspace stays. */
  setReadOnly(readOnly: boolean): void {
    if (readOnly === this.#readOnly) return;
    this.#readOnly = readOnly;
    this.#again();
  }

  /** Something beside the workspace takes its room: the palette opens over the scripts. */
  setTight(tight: boolean): void {
    if (tight === this.#tight) return;
    this.#tight = tight;
    this.#again();
  }

  /** Where a block of the target that is shown, or of the palette, is on the screen. */
  placeOf(block: BlockId): DOMRect | undefined {
    const workspace = this.#workspace;
    const shown = this.#binding?.blockOf(block);
    const drawn = shown
      ? workspace?.getBlockById(shown.id)
      : workspace?.getFlyout()?.getWorkspace().getBlockById(block);
    return drawn?.getSvgRoot().getBoundingClientRect();
  }

  glow(topBlocks: readonly string[]): void {
    if (this.#workspace && this.#binding) this.#blocks.glow(this.#workspace, this.#binding, topBlocks);
  }

  /** @param id Of a block on the workspace; none when nothing is selected. */
  #select(target: TargetId, id: string | undefined): void {
    const block = id === undefined ? null : this.#workspace?.getBlockById(id);
    this.#options.onSelect?.(target, (block && this.#binding?.idOf(block)) ?? null);
  }

  /** Shows what is wrong with blocks of a board at these blocks. */
  diagnose(diagnostics: readonly BlockDiagnostic[]): void {
    this.#diagnostics = diagnostics;
    if (this.#workspace && this.#binding) this.#boards?.showDiagnostics(this.#workspace, this.#binding, diagnostics);
  }

  /** Shows which block a line of text is about, and brings it into view. */
  point(block: BlockId | null): void {
    this.#pointed = block;
    if (this.#workspace && this.#binding) this.#boards?.pointAt(this.#workspace, this.#binding, block);
  }

  /** Shows what the debugger knows of blocks. */
  mark(marks: DebugMarks): void {
    if (this.#workspace && this.#binding) this.#blocks.markBlocks(this.#workspace, this.#binding, marks);
  }

  /** Brings a block of the target that is shown into view, and gives it the keyboard where that is wanted. */
  reveal(block: BlockId, focus: boolean): void {
    if (!this.#workspace || !this.#binding) return;
    if (focus) this.#blocks.showBlock(this.#workspace, this.#binding, block);
    else this.#blocks.bringIntoView(this.#workspace, this.#binding, block);
  }

  resize(): void {
    // Blockly measures its place when the window says so.
    if (this.#workspace) requestAnimationFrame(() => window.dispatchEvent(new Event('resize')));
  }

  destroy(): void {
    this.#options.host.removeEventListener('keydown', this.#onKey);
    this.#leave();
  }

  /** @param id Of a block on the workspace. */
  #run(id: string): void {
    const top = this.#workspace?.getBlockById(id)?.getRootBlock();
    // What was done a moment ago belongs to what runs.
    this.#binding?.flush();
    const block = top && this.#binding?.idOf(top);
    if (block && this.#target) this.#options.onRun(this.#target, block);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() !== RUN_KEY || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(event.target instanceof Element) || event.target.closest('input, textarea')) return;
    const drawn = event.target.closest('.blocklyDraggable');
    const block = drawn && this.#workspace?.getAllBlocks(false).find((each) => each.getSvgRoot() === drawn);
    if (block) this.#run(block.id);
    else if (this.#workspace && this.#target !== undefined) {
      const script = this.#blocks.shelfScript(this.#workspace, event.target);
      if (script) this.#options.onTry(this.#target, script);
    }
  };

  /** @param id Of the target whose card a script was let go on. */
  #copyTo(id: string | undefined, script: LooseScript): void {
    const { session, questions, onCopied } = this.#options;
    const to = session.project.targets.find((each) => each.id === id);
    if (!to || id === this.#target || this.#readOnly) return;
    copyScript(session, createWorkspaceContext(session, questions, to.id), to, script);
    onCopied(to.name);
  }

  /** Shows which card a script would be copied to. */
  #mark(card: HTMLElement | undefined): void {
    if (card === this.#marked) return;
    this.#marked?.style.removeProperty('outline');
    this.#marked = card?.dataset.target === this.#target ? undefined : card;
    this.#marked?.style.setProperty('outline', '3px solid var(--pk-sky)');
  }

  /** Builds the workspace anew: toolbox, menus and messages are read when it is made. */
  #again(): void {
    const target = this.#target;
    if (target === undefined) return;
    this.#draw(target);
  }

  #leave(): void {
    this.#binding?.flush();
    this.#binding?.dispose();
    if (this.#workspace && this.#target !== undefined) {
      this.#places.set(this.#target, { x: this.#workspace.scrollX, y: this.#workspace.scrollY });
    }
    this.#category = this.#workspace?.getToolbox()?.getSelectedItem()?.getId() ?? this.#category;
    this.#stopDrops?.();
    for (const stop of this.#stopDebug) stop();
    this.#mark(undefined);
    this.#workspace?.dispose();
    this.#workspace = undefined;
    this.#binding = undefined;
  }
}
