import { createProjectDoc } from '@paperkite/collab';
import { baseLocale, overwriteGetLocale } from '@paperkite/i18n';
import { emptyProject, newBoard, type Block, type BoardTarget } from '@paperkite/project';
import { describe, expect, it, onTestFinished } from 'vitest';
import { blockAt, linesOf } from './block-lines.ts';
import type { CodeChange } from './monaco.ts';
import { problemsOf, problemText } from './problems.ts';
import { programText } from './program-text.ts';
import { bindText } from './text-binding.ts';

/** A text that is edited as the editor's is: a change where it stands. */
class Page {
  text = '';
  setText(text: string): void {
    this.text = text;
  }
  applyEdits(changes: readonly CodeChange[]): void {
    for (const { offset, deleted, inserted } of changes)
      this.text = this.text.slice(0, offset) + inserted + this.text.slice(offset + deleted);
  }
}

function open(text: string) {
  const doc = createProjectDoc();
  const project = emptyProject('x');
  const board = { ...newBoard('bit', 'microbit'), id: 'bit', mode: 'text' as const, text };
  doc.fillFromProject({ ...project, format: 2, targets: [...project.targets, board] });
  const page = new Page();
  page.text = text;
  const { onEdit, stop } = bindText(doc.boards, 'bit', () => page);
  /** As a person does: the editor has it before the document. */
  const type = (...changes: CodeChange[]): void => {
    page.applyEdits(changes);
    onEdit(changes);
  };
  return { doc, page, type, stop, shared: () => doc.boards.text('bit').toString() };
}

describe('the text of a board', () => {
  it('goes from the editor into the document, several places at once, without an echo', () => {
    const { page, type, shared } = open('one two three');
    type({ offset: 8, deleted: 5, inserted: '3' }, { offset: 0, deleted: 3, inserted: '1' });
    expect(page.text).toBe('1 two 3');
    expect(shared()).toBe('1 two 3');
  });

  it('comes into the editor from others and from undo', () => {
    const { doc, page, type, shared } = open('abc');
    doc.ydoc.transact(() => {
      doc.boards.text('bit').insert(3, 'def');
      doc.boards.text('bit').delete(0, 1);
    }, 'somebody else');
    expect(page.text).toBe('bcdef');
    type({ offset: 5, deleted: 0, inserted: '!' });
    doc.undo();
    expect(page.text).toBe('bcdef');
    expect(shared()).toBe('bcdef');
  });

  it('takes no more than fits, and gives back what was there', () => {
    const { page, type, shared } = open('abc');
    type({ offset: 0, deleted: 0, inserted: 'x'.repeat(65_534) });
    expect(shared()).toBe('abc');
    expect(page.text).toBe('abc');
  });

  it('is left alone once nobody looks', () => {
    const { doc, page, stop } = open('abc');
    stop();
    doc.boards.typeText('bit', (text) => text.insert(0, 'x'));
    expect(page.text).toBe('abc');
  });
});

describe('lines and blocks', () => {
  const lines = [
    { line: 3, block: 'a' },
    { line: 4, block: 'b' },
    { line: 4, block: 'c' },
    { line: 9, block: 'a' },
  ];
  it('find each other', () => {
    expect(linesOf(lines, 'a')).toEqual([3, 9]);
    expect(linesOf(lines, null)).toEqual([]);
    expect(blockAt(lines, 4)).toBe('b');
    expect(blockAt(lines, 5)).toBeUndefined();
  });
});

describe('what the compiler says', () => {
  it('is said for pupils where it is common, and as it is where it is not', () => {
    const say = (code: number, message: string): string => problemText({ code, message });
    expect(say(2304, "Cannot find name 'basik'.")).toContain('basik');
    expect(say(2552, "Cannot find name 'basik'. Did you mean 'basic'?")).toContain('basic');
    expect(say(2322, "Type 'string' is not assignable to type 'number'.")).toMatch(/number.*string|string.*number/);
    expect(say(2554, 'Expected 2 arguments, but got 1.')).toMatch(/2.*1/);
    expect(say(9999, 'Something rare.')).toBe('Something rare. (9999)');
  });

  it('is shown for the program, not for the packages that it uses', () => {
    const said = { severity: 'error' as const, code: 9999, line: 2, column: 3, length: 4, message: 'x' };
    const found = problemsOf([
      { ...said, file: 'main.ts' },
      { ...said, file: 'pxt_modules/core/pins.ts' },
    ]);
    expect(found).toEqual([{ line: 2, column: 3, length: 4, severity: 'error', text: 'x (9999)' }]);
  });
});

describe('a program as text', () => {
  const board = (type: 'arduino-uno' | 'microbit', opcode: string, fields: Block['fields']): BoardTarget => ({
    ...newBoard('b', type),
    blocks: {
      start: { id: 'start', opcode: 'board_whenstarted', fields: {}, shadow: false, at: { x: 0, y: 0 } },
      it: { id: 'it', opcode, fields, shadow: false, at: { parent: 'start', slot: 'next' } },
    },
  });
  it('is C++ for an Uno and TypeScript for a micro:bit, with the lines of its blocks', () => {
    const uno = programText(
      board('arduino-uno', 'arduino_digitalwrite', { PIN: { value: 'D13' }, LEVEL: { value: 'HIGH' } }),
    );
    expect(uno.text.split('\n')[linesOf(uno.lines, 'it')[0]! - 1]).toContain('digitalWrite(13, HIGH);');
    const bit = programText(board('microbit', 'mb_showicon', { ICON: { value: 'Duck' } }));
    expect(bit.text.split('\n')[linesOf(bit.lines, 'it')[0]! - 1]).toContain('basic.showIcon(IconNames.Duck)');
    expect([...uno.diagnostics, ...bit.diagnostics]).toEqual([]);
  });

  it('has its comments in the language of the page', () => {
    const uno = board('arduino-uno', 'arduino_digitalwrite', { PIN: { value: 'D13' }, LEVEL: { value: 'HIGH' } });
    expect(programText(uno).text).toContain('// 用纸鸢的积木生成，适用于 Arduino Uno。');
    overwriteGetLocale(() => 'en');
    onTestFinished(() => overwriteGetLocale(() => baseLocale));
    expect(programText(uno).text).toContain('// Made from blocks with Paperkite, for an Arduino Uno.');
  });
});
