// The editor's core, the few features that a program's text needs, and two languages: nothing of Monaco comes along by itself.
import * as monaco from 'monaco-editor/editor/editor.api.js';
import 'monaco-editor/features/codeEditor/register.js';
import 'monaco-editor/features/bracketMatching/register.js';
import 'monaco-editor/features/caretOperations/register.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/features/comment/register.js';
import 'monaco-editor/features/find/register.js';
import 'monaco-editor/features/hover/register.js';
import 'monaco-editor/features/indentation/register.js';
import 'monaco-editor/features/linesOperations/register.js';
import 'monaco-editor/features/wordOperations/register.js';
import 'monaco-editor/languages/definitions/cpp/register.js';
import 'monaco-editor/languages/definitions/typescript/register.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';

export interface CodeProblem {
  /** From 1. */
  line: number;
  column: number;
  /** Letters; at least one is marked. */
  length: number;
  text: string;
  severity: 'error' | 'warning';
}

export interface CodeChange {
  /** UTF-16 units from the beginning of the text as it was. */
  offset: number;
  deleted: number;
  inserted: string;
}

export interface CodeEditorOptions {
  host: HTMLElement;
  language: 'cpp' | 'typescript';
  text: string;
  /** Read by screen readers. */
  label: string;
  dark: boolean;
  readOnly: boolean;
  /** The person went to a line (from 1), by pointer or keys. */
  onLine?: (line: number) => void;
  /** What the person did to the text, the last place first. */
  onEdit?: (changes: readonly CodeChange[]) => void;
  undo?: () => void;
  redo?: () => void;
}

/** The text of a program in an editor. */
export interface CodeEditor {
  /** Puts another text in place of the whole; the place in it stays as far as it can. */
  setText(text: string): void;
  /** What others did, in order; `onEdit` is not told. */
  applyEdits(changes: readonly CodeChange[]): void;
  /** Marks these lines, from 1, and may bring them into view. */
  highlight(lines: readonly number[], reveal: boolean): void;
  showProblems(problems: readonly CodeProblem[]): void;
  /** Brings a line near the top, at once. */
  beginAt(line: number): void;
  goTo(line: number, column: number): void;
  setDark(dark: boolean): void;
  setReadOnly(readOnly: boolean): void;
  destroy(): void;
}

const OWNER = 'paperkite';

function defineThemes(): void {
  const theme = (base: 'vs' | 'vs-dark', paper: string, ink: string, soft: string, line: string, mark: string) =>
    ({
      base,
      inherit: true,
      rules: [],
      colors: {
        'editor.background': paper,
        'editor.foreground': ink,
        'editorLineNumber.foreground': soft,
        'editorLineNumber.activeForeground': ink,
        'editor.lineHighlightBackground': line,
        'editor.lineHighlightBorder': '#00000000',
        focusBorder: mark,
      },
    }) satisfies monaco.editor.IStandaloneThemeData;
  monaco.editor.defineTheme('paperkite-light', theme('vs', '#FFFFFF', '#1E2330', '#5A6172', '#F1EFE9', '#2457D6'));
  monaco.editor.defineTheme('paperkite-dark', theme('vs-dark', '#1C2029', '#E8EAF0', '#A7AEBD', '#2C3240', '#86A8FF'));
}

let prepared = false;
function prepare(): void {
  if (prepared) return;
  prepared = true;
  // From our own origin: the policy of the page allows no other.
  self.MonacoEnvironment = { getWorker: () => new EditorWorker() };
  defineThemes();
}

const themeName = (dark: boolean): string => (dark ? 'paperkite-dark' : 'paperkite-light');

/** Puts an editor into an element of the page, which must have a size. Tab leaves a read-only text; in the other Escape lets it. */
export function createCodeEditor(options: CodeEditorOptions): CodeEditor {
  prepare();
  const model = monaco.editor.createModel(options.text, options.language);
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  const editor = monaco.editor.create(options.host, {
    model,
    theme: themeName(options.dark),
    readOnly: options.readOnly,
    domReadOnly: options.readOnly,
    ariaLabel: options.label,
    automaticLayout: true,
    fontFamily: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace',
    fontSize: 14,
    lineNumbersMinChars: 3,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    overviewRulerLanes: 0,
    contextmenu: false,
    links: false,
    wordBasedSuggestions: 'off',
    quickSuggestions: false,
    renderLineHighlight: 'line',
    renderLineHighlightOnlyWhenFocus: true,
    tabFocusMode: options.readOnly,
    tabSize: options.language === 'cpp' ? 2 : 4,
    wordWrap: 'on',
    unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false },
    stickyScroll: { enabled: false },
    smoothScrolling: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  });
  const marks = editor.createDecorationsCollection();
  let foreign = false;
  const withoutEcho = (change: () => void): void => {
    foreign = true;
    try {
      change();
    } finally {
      foreign = false;
    }
  };
  const rangeOf = ({ offset, deleted }: CodeChange): monaco.Range =>
    monaco.Range.fromPositions(model.getPositionAt(offset), model.getPositionAt(offset + deleted));

  model.onDidChangeContent(({ changes }) => {
    if (foreign) return;
    const made = changes.map(({ rangeOffset, rangeLength, text }) => ({
      offset: rangeOffset,
      deleted: rangeLength,
      inserted: text,
    }));
    options.onEdit?.(made.sort((a, b) => b.offset - a.offset));
  });
  editor.onDidChangeCursorPosition(({ position, source }) => {
    if (!foreign && (source === 'mouse' || source === 'keyboard')) options.onLine?.(position.lineNumber);
  });
  const { undo, redo } = options;
  const { CtrlCmd, Shift } = monaco.KeyMod;
  if (undo) editor.addCommand(CtrlCmd | monaco.KeyCode.KeyZ, undo);
  if (redo) {
    editor.addCommand(CtrlCmd | Shift | monaco.KeyCode.KeyZ, redo);
    editor.addCommand(CtrlCmd | monaco.KeyCode.KeyY, redo);
  }
  // Tab indents while one types; after Escape it leaves, until the text is entered anew.
  let readOnly = options.readOnly;
  editor.onKeyDown((event) => {
    if (event.keyCode === monaco.KeyCode.Escape) editor.updateOptions({ tabFocusMode: true });
  });
  editor.onDidFocusEditorText(() => editor.updateOptions({ tabFocusMode: readOnly }));

  return {
    setText: (text) =>
      withoutEcho(() => {
        if (model.getValue() !== text)
          model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
      }),
    applyEdits: (changes) =>
      withoutEcho(() => {
        for (const change of changes) model.applyEdits([{ range: rangeOf(change), text: change.inserted }]);
      }),
    highlight(lines, reveal) {
      marks.set(
        lines.map((line) => ({
          range: new monaco.Range(line, 1, line, 1),
          options: { isWholeLine: true, className: 'pk-line-mark', linesDecorationsClassName: 'pk-line-edge' },
        })),
      );
      if (reveal && lines.length > 0) editor.revealLinesInCenterIfOutsideViewport(lines[0]!, lines.at(-1)!);
    },
    showProblems: (problems) =>
      monaco.editor.setModelMarkers(
        model,
        OWNER,
        problems.map(({ line, column, length, text, severity }) => ({
          startLineNumber: line,
          endLineNumber: line,
          startColumn: column,
          endColumn: column + Math.max(1, length),
          message: text,
          severity: severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
        })),
      ),
    beginAt: (line) => editor.revealLineNearTop(line, monaco.editor.ScrollType.Immediate),
    goTo(line, column) {
      editor.setPosition({ lineNumber: line, column });
      editor.revealLineInCenterIfOutsideViewport(line);
      editor.focus();
    },
    setDark: (dark) => monaco.editor.setTheme(themeName(dark)),
    setReadOnly(on) {
      readOnly = on;
      editor.updateOptions({ readOnly: on, domReadOnly: on, tabFocusMode: on });
    },
    destroy() {
      editor.dispose();
      model.dispose();
    },
  };
}
