import { unwrap } from '@paperkite/kernel';
import { describe, expect, it } from 'vitest';
import { sb2File } from '../test/sb2-file.ts';
import { sb3File } from '../test/sb3-file.ts';
import { isChild, type Block, type Project } from './document.ts';
import { writeKite } from './kite/write-kite.ts';
import { readProjectFile } from './read-project-file.ts';
import { endsStack } from './stack-ends.ts';

const stop = (option: string) => ({ opcode: 'control_stop', fields: { STOP_OPTION: { value: option } } });
const blocksOf = (project: Project): Block[] => project.targets.flatMap((target) => Object.values(target.blocks));
/** The opcodes that hang below another block. */
const below = (project: Project) => blocksOf(project).flatMap(({ at, opcode }) => (isChild(at) ? [opcode] : []));

describe('blocks that end a stack', () => {
  it('are forever, delete this clone, and stop but for the others', () => {
    expect(endsStack({ opcode: 'control_forever', fields: {} })).toBe(true);
    expect(endsStack(stop('all'))).toBe(true);
    expect(endsStack(stop('other scripts in sprite'))).toBe(false);
    expect(endsStack({ opcode: 'motion_movesteps', fields: {} })).toBe(false);
  });

  const sb3 = (option: string) =>
    sb3File({
      blocks: {
        a: { opcode: 'control_stop', next: 'b', topLevel: true, x: 1, y: 2, fields: { STOP_OPTION: [option, null] } },
        b: { opcode: 'looks_show', next: 'c', parent: 'a' },
        c: { opcode: 'looks_hide', parent: 'b' },
      },
    });

  it('have nothing below them when a .sb3 says otherwise: it stands free, with all that hangs from it', async () => {
    const { project, notes } = unwrap(await readProjectFile(sb3('this script')));
    expect(below(project)).toEqual(['looks_hide']);
    expect(blocksOf(project)).toHaveLength(3);
    expect(notes).toEqual([{ code: 'links-cut', target: 'Cat', count: 1 }]);
    const others = unwrap(await readProjectFile(sb3('other scripts in sprite')));
    expect(below(others.project)).toEqual(['looks_show', 'looks_hide']);
  });

  it('neither in a .sb2 nor in a .kite', async () => {
    const scripts = [[0, 0, [['doForever', [['show']]], ['hide']]]];
    const old = unwrap(await readProjectFile(sb2File({ scripts })));
    expect(below(old.project)).toEqual(['looks_show']);
    expect(old.notes).toEqual([{ code: 'links-cut', target: 'Cat', count: 1 }]);
    const forged = structuredClone(old.project);
    const [forever, , hide] = Object.values(forged.targets[1]!.blocks);
    hide!.at = { parent: forever!.id, slot: 'next' };
    const read = unwrap(await readProjectFile(unwrap(writeKite(forged, old.assets))));
    expect(read.project).toEqual(old.project);
    expect(read.notes).toEqual(old.notes);
  });
});
