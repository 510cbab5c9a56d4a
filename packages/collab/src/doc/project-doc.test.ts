import { sceneOf, type BlockEdit } from '@paperkite/project';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createProjectDoc } from './project-doc.ts';
import type { ProjectChange } from './project-view.ts';
import { below, block, inside, people, sampleProject } from './testing/sample.ts';

const kite = (doc: { toProject(): ReturnType<typeof sampleProject> }) => sceneOf(doc.toProject()).targets[1]!;

describe('a project document', () => {
  it('gives back the project it was filled with', () => {
    const doc = createProjectDoc();
    expect(doc.isEmpty()).toBe(true);
    doc.fillFromProject(sampleProject());
    expect(doc.isEmpty()).toBe(false);
    expect(doc.toProject()).toEqual(sampleProject());
  });

  it('is a valid project before anybody has filled it', () => {
    const project = createProjectDoc().toProject();
    expect(project.targets.map((target) => target.kind)).toEqual(['stage']);
  });

  it('writes nothing when it is filled with what it already says', () => {
    const doc = createProjectDoc();
    doc.fillFromProject(sampleProject());
    let updates = 0;
    doc.ydoc.on('update', () => updates++);
    doc.fillFromProject(sampleProject());
    expect(updates).toBe(0);
  });

  it('becomes another project and back, and undo takes a restored version back', () => {
    const doc = createProjectDoc();
    doc.fillFromProject(sampleProject());
    const other = sampleProject();
    other.title = 'other';
    other.targets[1]!.id = 'another-sprite';
    other.targets[1]!.blocks = { lonely: block('lonely', { x: 0, y: 0 }) };
    doc.fillFromProject(other, { undoable: true });
    expect(doc.toProject()).toEqual(other);
    expect(doc.undo()).toBe(true);
    expect(doc.toProject()).toEqual(sampleProject());
  });

  it('keeps what did not change as the same object', () => {
    const doc = createProjectDoc();
    doc.fillFromProject(sampleProject());
    const [before, beforeKite] = [doc.toProject(), kite(doc)];
    expect(doc.toProject()).toBe(before);
    doc.blockStore('kite').apply([{ kind: 'move', id: 'call', at: { x: 1, y: 1 } }]);
    expect(doc.toProject().targets[0]).toBe(before.targets[0]);
    expect(kite(doc).blocks['flag']).toBe(beforeKite.blocks['flag']);
    expect(kite(doc).blocks['call']).not.toBe(beforeKite.blocks['call']);
    expect(kite(doc).costumes).toBe(beforeKite.costumes);
  });

  it('survives anything that others write into the shared maps', () => {
    const doc = createProjectDoc();
    doc.fillFromProject(sampleProject());
    const junk = [
      null,
      7,
      'text',
      [],
      [1, 2],
      {},
      new Uint8Array(2),
      [null, null, -1, 'x'],
      ['flag', 'next', 2 ** 53, 1],
    ];
    for (const root of [...doc.ydoc.share.keys()])
      for (const [i, value] of junk.entries())
        for (const key of [`junk${i}`, `flag`, `\u0000`, `junk${i}\u0000o`, '__proto__', 'constructor', 'name'])
          doc.ydoc.getMap(root).set(key, value);
    expect(() => structuredClone(doc.toProject())).not.toThrow();
    doc.blockStore('kite').apply([{ kind: 'create', block: block('fine', { x: 3, y: 4 }) }]);
    expect(kite(doc).blocks['fine']).toEqual(block('fine', { x: 3, y: 4 }));
    expect(({} as Record<string, unknown>)['opcode']).toBeUndefined();
  });

  it('tells which areas changed and whether this page did it', () => {
    const { docs, sync } = people(2);
    const changes: ProjectChange[] = [];
    docs[1]!.observe((change) => changes.push(change));
    docs[0]!.costumes.update('kite', 'up', { name: 'high' });
    sync();
    docs[1]!.setTitle('mine');
    expect(changes.map((change) => change.own)).toEqual([false, true]);
    expect([...changes[0]!.targets.get('kite')!]).toEqual(['costumes']);
    expect([...changes[1]!.areas]).toEqual(['project']);
  });

  it('merges the reordering, renaming and adding of costumes by different people', () => {
    const { docs, sync } = people(3);
    docs[0]!.costumes.move('kite', 'down', 0);
    docs[1]!.costumes.update('kite', 'down', { name: 'low' });
    docs[2]!.costumes.add('kite', { ...kite(docs[2]!).costumes[0]!, id: 'third', name: 'up' });
    sync();
    for (const doc of docs) {
      expect(kite(doc).costumes.map((c) => [c.id, c.name])).toEqual([
        ['down', 'low'],
        ['up', 'up'],
        ['third', 'up2'],
      ]);
      expect(kite(doc).costumes[kite(doc).currentCostume]!.id).toBe('down');
    }
  });

  it('keeps a list in one order when many things are put at the same place at once', () => {
    const { docs, sync } = people(3);
    const costume = kite(docs[0]!).costumes[0]!;
    for (let round = 0; round < 12; round++) {
      for (const [i, doc] of docs.entries())
        doc.costumes.add('kite', { ...costume, id: `n${round}-${i}`, name: `n${round}-${i}` }, 1);
      if (round % 3 === 0) sync();
    }
    sync();
    const orders = docs.map((doc) => kite(doc).costumes.map((c) => c.id));
    expect(orders[0]).toHaveLength(38);
    expect(orders[1]).toEqual(orders[0]);
    expect(orders[2]).toEqual(orders[0]);
    docs[0]!.costumes.move('kite', 'up', 20);
    expect(kite(docs[0]!).costumes.findIndex((c) => c.id === 'up')).toBe(20);
  });

  it('adds, duplicates, arranges and deletes sprites', () => {
    const doc = createProjectDoc();
    doc.fillFromProject(sampleProject());
    const copyId = doc.sprites.duplicate('kite')!;
    const copy = doc.toProject().targets.find((t) => t.id === copyId)!;
    expect(copy.name).toBe('Kite2');
    expect(Object.keys(copy.blocks)).toHaveLength(7);
    expect(Object.keys(copy.blocks)).not.toContain('flag');
    const change = Object.values(copy.blocks).find((b) => b.opcode === 'data_changevariableby')!;
    expect(change.fields['VARIABLE']).toEqual({ value: '得分', id: 'score' });
    expect(copy.comments[change.comment!]!.text).toBe('why');
    const layers = () =>
      Object.fromEntries(doc.toProject().targets.flatMap((t) => (t.kind === 'sprite' ? [[t.id, t.layer]] : [])));
    expect(layers()).toEqual({ kite: 1, [copyId]: 2 });
    doc.sprites.arrange(copyId, 'back');
    expect(layers()).toEqual({ kite: 2, [copyId]: 1 });
    doc.sprites.move(copyId, 0);
    expect(doc.toProject().targets.map((t) => t.id)).toEqual(['stage-id', copyId, 'kite']);
    doc.sprites.set('kite', { name: 'Kite2', x: 99, currentCostume: 0 });
    expect(
      kite({ toProject: () => ({ ...doc.toProject(), targets: doc.toProject().targets.toSpliced(1, 1) }) }),
    ).toMatchObject({
      name: 'Kite3',
      x: 99,
      currentCostume: 0,
    });
    doc.sprites.remove('kite');
    expect(doc.toProject().targets.map((t) => t.id)).toEqual(['stage-id', copyId]);
    doc.undo();
    expect(doc.toProject().targets).toHaveLength(3);
    expect(Object.keys(doc.toProject().targets[2]!.blocks)).toHaveLength(7);
  });

  it('renames a variable in the blocks that use it, as one step', () => {
    const doc = createProjectDoc();
    doc.fillFromProject(sampleProject());
    doc.variables.rename('stage-id', 'score', 'points');
    expect(kite(doc).blocks['change']!.fields['VARIABLE']).toEqual({ value: 'points', id: 'score' });
    doc.undo();
    expect(doc.toProject()).toEqual(sampleProject());
  });

  it('creates, changes and deletes data, comments, monitors and extensions', () => {
    const doc = createProjectDoc();
    doc.fillFromProject(sampleProject());
    const [v, l, b] = [
      doc.variables.create('kite', 'speed'),
      doc.lists.create('kite', 'path'),
      doc.broadcasts.create('stop'),
    ];
    doc.variables.setValue('kite', v, 3);
    doc.lists.setItems('kite', l, [1, 'two']);
    doc.comments.set('kite', 'free', { text: 't', x: 0, y: 0, width: 1, height: 1, minimized: true });
    doc.monitors.set({ ...doc.toProject().monitors[0]!, id: 'm2', mode: 'large' });
    doc.extensions.add('music');
    expect(kite(doc).variables[v]).toEqual({ name: 'speed', value: 3 });
    expect(kite(doc).lists[l]).toEqual({ name: 'path', items: [1, 'two'] });
    expect(doc.toProject().monitors.map((m) => m.id)).toEqual(['score', 'm2']);
    expect(doc.toProject().extensions).toEqual(['pen', 'someUnknown', 'music']);
    doc.variables.remove('kite', v);
    doc.lists.remove('kite', l);
    doc.broadcasts.remove(b);
    doc.comments.remove('kite', 'free');
    doc.monitors.remove('m2');
    doc.extensions.remove('music');
    expect(doc.toProject()).toEqual(sampleProject());
    expect(doc.assets().size).toBe(4);
  });
});

describe('undo with two people', () => {
  it('takes back only what its own person did', () => {
    const { docs, sync } = people(2);
    const [a, b] = docs as [(typeof docs)[0], (typeof docs)[0]];
    a.setTitle('from a');
    sync();
    b.sprites.set('kite', { x: 77 });
    sync();
    expect(a.undo()).toBe(true);
    sync();
    expect(b.toProject().title).toBe('我的风筝');
    expect(kite(a)).toMatchObject({ x: 77 });
    expect(a.canUndo()).toBe(false);
    expect(a.redo()).toBe(true);
    expect(a.toProject().title).toBe('from a');
  });

  it('puts a moved block back although the other person changed other blocks in between', () => {
    const { docs, sync } = people(2);
    const [a, b] = docs as [(typeof docs)[0], (typeof docs)[0]];
    a.blockStore('kite').apply([{ kind: 'move', id: 'change', at: { x: 300, y: 300 } }]);
    sync();
    b.blockStore('kite').apply([{ kind: 'create', block: block('new', below('repeat')) }]);
    sync();
    a.undo();
    sync();
    // The newer block keeps the slot, the one that comes back follows it.
    for (const doc of docs) {
      expect(kite(doc).blocks['new']!.at).toEqual(below('repeat'));
      expect(kite(doc).blocks['change']!.at).toEqual(below('new'));
    }
  });

  it('leaves a block where the other person has moved it since', () => {
    const { docs, sync } = people(2);
    const [a, b] = docs as [(typeof docs)[0], (typeof docs)[0]];
    a.blockStore('kite').apply([{ kind: 'move', id: 'call', at: { x: 1, y: 1 } }]);
    sync();
    b.blockStore('kite').apply([{ kind: 'move', id: 'call', at: { x: 2, y: 2 } }]);
    sync();
    a.undo();
    sync();
    for (const doc of docs) expect(kite(doc).blocks['call']!.at).toEqual({ x: 2, y: 2 });
  });

  it('brings deleted blocks back whole, with what the other person typed meanwhile', () => {
    const { docs, sync } = people(2);
    const [a, b] = docs as [(typeof docs)[0], (typeof docs)[0]];
    a.blockStore('kite').apply([{ kind: 'delete', ids: ['repeat', 'times', 'move', 'steps', 'change'] }]);
    b.blockStore('kite').apply([{ kind: 'set-field', id: 'times', name: 'NUM', field: { value: 99 } }]);
    sync();
    expect(Object.keys(kite(b).blocks).sort()).toEqual(['call', 'flag']);
    a.undo();
    sync();
    for (const doc of docs) {
      expect(Object.keys(kite(doc).blocks)).toHaveLength(7);
      expect(kite(doc).blocks['times']!.fields['NUM']!.value).toBe(99);
      expect(kite(doc).blocks['change']!.at).toEqual(below('repeat'));
    }
  });
});

describe('a block store', () => {
  it('tells others the least edits, and its own editor nothing', () => {
    const { docs, sync } = people(2);
    const [mine, theirs] = [docs[0]!.blockStore('kite'), docs[1]!.blockStore('kite')];
    const heardHere: BlockEdit[] = [];
    const heardThere: BlockEdit[] = [];
    mine.observe((edits) => heardHere.push(...edits));
    theirs.observe((edits) => heardThere.push(...edits));
    const edits: BlockEdit[] = [
      { kind: 'create', block: block('n', below('flag')) },
      { kind: 'move', id: 'repeat', at: below('n') },
      { kind: 'set-field', id: 'times', name: 'NUM', field: { value: 4 } },
      { kind: 'set-mutation', id: 'call', mutation: { proccode: 'run' } },
      { kind: 'set-comment', id: 'change', comment: undefined },
      { kind: 'delete', ids: ['move', 'steps'] },
    ];
    mine.apply(edits);
    sync();
    expect(heardHere).toEqual([]);
    expect(heardThere).toHaveLength(edits.length);
    expect(heardThere).toEqual(expect.arrayContaining(edits));
    expect(heardThere.map((edit) => edit.kind).filter((kind) => !kind.startsWith('set'))).toEqual([
      'create',
      'move',
      'delete',
    ]);
    expect(theirs.read()).toEqual(mine.read());
  });

  it('tells a second editor on the same page, and undo tells every editor', () => {
    const { docs } = people(1);
    const [one, two] = [docs[0]!.blockStore('kite'), docs[0]!.blockStore('kite')];
    const heard: string[] = [];
    one.observe((edits) => heard.push(...edits.map((e) => `one:${e.kind}`)));
    const stop = two.observe((edits) => heard.push(...edits.map((e) => `two:${e.kind}`)));
    one.apply([{ kind: 'move', id: 'call', at: { x: 9, y: 9 } }]);
    docs[0]!.undo();
    stop();
    docs[0]!.redo();
    expect(heard).toEqual(['two:move', 'one:move', 'two:move', 'one:move']);
  });

  it('corrects an editor whose edit met what others did', () => {
    const { docs, sync } = people(2);
    const [a, b] = [docs[0]!.blockStore('kite'), docs[1]!.blockStore('kite')];
    a.observe(() => {});
    a.apply([
      { kind: 'create', block: block('mine', below('flag')) },
      { kind: 'move', id: 'repeat', at: below('mine') },
    ]);
    b.apply([
      { kind: 'create', block: block('theirs', below('flag')) },
      { kind: 'move', id: 'repeat', at: below('theirs') },
    ]);
    sync();
    expect(a.read()).toEqual(b.read());
    const under = (id: string) =>
      Object.values(a.read()).filter((x) => 'parent' in x.at && x.at.parent === id && x.at.slot === 'next');
    expect(under('flag')).toHaveLength(1);
    expect(a.read()['mine']).toBeDefined();
    expect(a.read()['theirs']).toBeDefined();
  });

  it('lets blocks that only the repair placed move along with what they are seen to hang from', () => {
    const { docs, sync } = people(2);
    const [a, b] = [docs[0]!.blockStore('kite'), docs[1]!.blockStore('kite')];
    a.apply([{ kind: 'delete', ids: ['change'] }]);
    sync();
    a.apply([{ kind: 'create', block: block('a', below('repeat')) }]);
    b.apply([{ kind: 'create', block: block('b', below('repeat')) }]);
    sync();
    const view = a.read();
    const [winner, loser] = 'parent' in view['a']!.at && view['a']!.at.parent === 'repeat' ? ['a', 'b'] : ['b', 'a'];
    expect(view[loser!]!.at).toEqual(below(winner!));
    a.apply([{ kind: 'move', id: winner!, at: { x: 500, y: 0 } }]);
    sync();
    for (const store of [a, b]) expect(store.read()[loser!]!.at).toEqual(below(winner!));
  });

  it('ignores edits of blocks that somebody else has deleted', () => {
    const { docs, sync } = people(2);
    const [a, b] = [docs[0]!.blockStore('kite'), docs[1]!.blockStore('kite')];
    a.apply([{ kind: 'delete', ids: ['call'] }]);
    sync();
    b.apply([
      { kind: 'move', id: 'call', at: { x: 0, y: 0 } },
      { kind: 'set-field', id: 'call', name: 'X', field: { value: 1 } },
    ]);
    expect(b.read()['call']).toBeUndefined();
  });

  it('accepts null prototypes and undefined in mutations', () => {
    const { docs } = people(1);
    const mutation = Object.assign(Object.create(null), { proccode: 'x', gone: undefined });
    docs[0]!.blockStore('kite').apply([{ kind: 'set-mutation', id: 'call', mutation }]);
    expect(docs[0]!.blockStore('kite').read()['call']!.mutation).toEqual({ proccode: 'x' });
  });

  it('costs few bytes for a moved block', () => {
    const { docs } = people(1);
    const sizes: number[] = [];
    docs[0]!.ydoc.on('update', (update: Uint8Array) => sizes.push(update.byteLength));
    docs[0]!.blockStore('kite').apply([{ kind: 'move', id: 'change', at: inside('repeat', 'SUBSTACK') }]);
    expect(sizes).toHaveLength(1);
    expect(sizes[0]).toBeLessThan(100);
    expect(Y.encodeStateAsUpdate(docs[0]!.ydoc).byteLength).toBeLessThan(6000);
  });
});
