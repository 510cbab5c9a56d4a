import { newBoard, PROJECT_LIMITS, type BoardPart, type BoardTarget, type Project } from '@paperkite/project';
import { seededRandom } from '@paperkite/kernel';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createProjectDoc, type ProjectDoc } from './project-doc.ts';
import { block, people, sampleProject } from './testing/sample.ts';

const led = (id: string, more: Partial<BoardPart> = {}): BoardPart => ({
  id,
  kind: 'led',
  x: 10,
  y: 20,
  pins: { anode: 'D13' },
  settings: { colour: 'red' },
  ...more,
});
const uno = (): BoardTarget => ({
  ...newBoard('Uno', 'arduino-uno'),
  id: 'uno',
  blocks: { start: block('start', { x: 0, y: 0 }, 'board_whenstarted') },
  variables: { n: { name: 'n', value: 3 } },
  lists: { l: { name: 'l', items: [1, 2] } },
  comments: { c: { text: 'c', x: 0, y: 0, width: 100, height: 100, minimized: false } },
  parts: [led('a'), led('b', { kind: 'servo', pins: { signal: 'D9' }, settings: { horn: ['x', null] } })],
});
const bit = (): BoardTarget => ({
  ...newBoard('bit', 'microbit'),
  id: 'bit',
  mode: 'text',
  text: 'basic.clearScreen()\n',
});
const withBoards = (...boards: BoardTarget[]): Project => {
  const project = sampleProject();
  return { ...project, format: 2, targets: [...project.targets, ...boards] };
};
const board = (doc: ProjectDoc, id = 'uno'): BoardTarget =>
  doc.toProject().targets.find((target) => target.id === id) as BoardTarget;

describe('boards in a project document', () => {
  it('come back as they were filled in, and filling in again writes nothing', () => {
    const doc = createProjectDoc();
    doc.fillFromProject(withBoards(uno(), bit()));
    expect(doc.toProject()).toEqual(withBoards(uno(), bit()));
    let updates = 0;
    doc.ydoc.on('update', () => updates++);
    doc.fillFromProject(withBoards(uno(), bit()));
    expect(updates).toBe(0);
  });

  it('go and come with a restored version, which undo takes back', () => {
    const doc = createProjectDoc();
    doc.fillFromProject(withBoards(uno(), bit()));
    doc.fillFromProject(sampleProject(), { undoable: true });
    expect(doc.toProject()).toEqual(sampleProject());
    doc.undo();
    expect(doc.toProject()).toEqual(withBoards(uno(), bit()));
  });

  it('stay the same objects while something else changes', () => {
    const doc = createProjectDoc();
    doc.fillFromProject(withBoards(uno()));
    const before = board(doc);
    doc.setTitle('other');
    expect(board(doc)).toBe(before);
    doc.blockStore('uno').apply([{ kind: 'create', block: block('x', { x: 9, y: 9 }, 'arduino_stripshow') }]);
    expect(board(doc)).not.toBe(before);
    expect(board(doc).parts).toBe(before.parts);
    expect(doc.toProject().targets[0]).toBe(doc.toProject().targets[0]);
  });

  it('are added behind the sprites with a free name, four at most, and removed with everything', () => {
    const doc = createProjectDoc();
    doc.fillFromProject(sampleProject());
    for (const i of [1, 2, 3, 4])
      expect(doc.boards.add({ ...newBoard('Kite', 'microbit'), id: `b${i}` })).toBe(`b${i}`);
    expect(doc.boards.add(newBoard('Kite', 'microbit'))).toBeUndefined();
    doc.sprites.duplicate('kite');
    expect(doc.toProject().targets.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'stage Stage',
      'sprite Kite',
      'sprite Kite2',
      'board Kite2',
      'board Kite3',
      'board Kite4',
      'board Kite5',
    ]);
    doc.boards.rename('b1', 'Kite5');
    expect(board(doc, 'b1').name).toBe('Kite6');
    for (const i of [1, 2, 3, 4]) doc.boards.remove(`b${i}`);
    expect(doc.toProject().format).toBe(1);
  });

  it('let sprites be moved among the sprites wherever boards stand in the list', () => {
    const doc = createProjectDoc();
    doc.fillFromProject(withBoards(uno()));
    const second = doc.sprites.duplicate('kite')!;
    const third = doc.sprites.duplicate(second)!;
    const order = (): string[] =>
      doc.toProject().targets.flatMap((target) => (target.kind === 'sprite' ? [target.id] : []));
    expect(order()).toEqual(['kite', second, third]);
    doc.sprites.move(third, 0);
    expect(order()).toEqual([third, 'kite', second]);
    doc.sprites.move(third, 2);
    expect(order()).toEqual(['kite', second, third]);
  });

  it('merge what two people change of one part, and of the text between each other', () => {
    const { docs, sync } = people(2, withBoards(uno(), bit()));
    docs[0]!.boards.setPart('uno', led('a', { x: 99 }));
    docs[1]!.boards.setPart('uno', led('a', { pins: { anode: 'D5' } }));
    docs[0]!.boards.removePart('uno', 'b');
    docs[1]!.boards.setPart('uno', led('c'));
    docs[0]!.boards.typeText('bit', (text) => text.insert(0, '// eins\n'));
    docs[1]!.boards.typeText('bit', (text) => text.insert(text.length, '// zwei\n'));
    sync();
    for (const doc of docs) {
      expect(board(doc).parts).toEqual([led('a', { x: 99, pins: { anode: 'D5' } }), led('c')]);
      expect(board(doc, 'bit').text).toBe('// eins\nbasic.clearScreen()\n// zwei\n');
    }
  });

  it('take back what was typed within a moment as one step, and a change of mode with its text', () => {
    const doc = createProjectDoc();
    doc.fillFromProject(withBoards({ ...bit(), mode: 'blocks', text: '' }));
    doc.boards.setMode('bit', 'text', 'let x = 1\n');
    for (const letter of 'abc') doc.boards.typeText('bit', (text) => text.insert(text.length, letter));
    expect(board(doc, 'bit')).toMatchObject({ mode: 'text', text: 'let x = 1\nabc' });
    doc.undo();
    expect(board(doc, 'bit').text).not.toContain('a');
    while (doc.canUndo()) doc.undo();
    expect(board(doc, 'bit')).toMatchObject({ mode: 'blocks', text: '' });
  });

  it('know no text mode for an Uno, and nobody changes a board that is gone', () => {
    const doc = createProjectDoc();
    doc.fillFromProject(withBoards(uno()));
    doc.boards.setMode('uno', 'text', 'x');
    expect(board(doc)).toMatchObject({ mode: 'blocks', text: '' });
    doc.boards.remove('uno');
    doc.boards.setPart('uno', led('late'));
    doc.boards.typeText('uno', (text) => text.insert(0, 'late'));
    doc.boards.remove('kite');
    expect(doc.toProject()).toEqual(sampleProject());
  });

  it('keep to the limits however much people put in at once', () => {
    const { docs, sync } = people(3, withBoards(uno()));
    for (const [person, doc] of docs.entries()) {
      for (let i = 0; i < PROJECT_LIMITS.boardParts; i++) doc.boards.setPart('uno', led(`${person}-${i}`));
      for (let i = 0; i < 3; i++) doc.boards.add({ ...newBoard('B', 'microbit'), id: `${person}-${i}` });
      doc.boards.typeText('uno', (text) => text.insert(0, 'x'.repeat(PROJECT_LIMITS.boardText)));
    }
    sync();
    const [first, ...others] = docs.map((doc) => doc.toProject());
    expect(board(docs[0]!).parts).toHaveLength(PROJECT_LIMITS.boardParts);
    expect(board(docs[0]!).text).toHaveLength(PROJECT_LIMITS.boardText);
    expect(first!.targets.filter(({ kind }) => kind === 'board')).toHaveLength(PROJECT_LIMITS.boards);
    for (const other of others) expect(other).toEqual(first);
  });

  it('survive anything that others write into the shared maps', () => {
    const doc = createProjectDoc();
    doc.fillFromProject(withBoards(uno()));
    const junk = [null, 7, 'led', [], [1], {}, new Uint8Array(2), { deep: [0] }];
    for (const root of ['w:uno', 'p:uno', 'targets'])
      for (const [i, value] of junk.entries())
        for (const key of [
          `j${i}`,
          'a',
          'a\u0000g',
          'a\u0000pX',
          'a\u0000sX',
          'a\u0000p__proto__',
          '__proto__',
          'mode',
          'board',
        ])
          doc.ydoc.getMap(root).set(key, value);
    expect(() => structuredClone(doc.toProject())).not.toThrow();
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it(`converge under shuffled, duplicated delivery of random changes`, () => {
    for (let seed = 0; seed < (process.env.PAPERKITE_DEEP ? 500 : 40); seed++) {
      const random = seededRandom(seed);
      const pick = <T>(from: readonly T[]): T => from[Math.floor(random.next() * from.length)]!;
      const docs = people(3, withBoards(uno(), bit())).docs;
      const updates: Uint8Array[] = [];
      for (const doc of docs)
        doc.ydoc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'net' && updates.push(update));
      for (let step = 0; step < 30; step++) {
        const doc = pick(docs);
        const kind = Math.floor(random.next() * 6);
        if (kind === 0)
          doc.boards.setPart('uno', led(pick(['a', 'b', 'c', 'd']), { x: step, pins: { anode: pick(['D1', 'D2']) } }));
        else if (kind === 1) doc.boards.removePart('uno', pick(['a', 'b', 'c']));
        else if (kind === 2)
          doc.boards.typeText('bit', (text) => text.insert(Math.floor(random.next() * (text.length + 1)), `${step};`));
        else if (kind === 3)
          doc.boards.typeText('bit', (text) =>
            text.delete(0, Math.floor(random.next() * Math.min(4, text.length + 1))),
          );
        else if (kind === 4) doc.boards.setMode('bit', pick(['text', 'blocks']));
        else doc.undo();
      }
      for (const doc of docs)
        for (const update of [...updates, ...updates].sort(() => random.next() - 0.5))
          Y.applyUpdate(doc.ydoc, update, 'net');
      const [first, ...others] = docs.map((doc) => doc.toProject());
      for (const other of others) expect(other).toEqual(first);
      expect(first!.targets.filter(({ kind }) => kind === 'board')).toHaveLength(2);
    }
  });
});
