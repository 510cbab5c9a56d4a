import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unwrap } from '@paperkite/kernel';
import { BLANK_BACKDROP, emptyProject, writeKite, type BoardTarget, type Project } from '@paperkite/project';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { block, boardTarget } from '../boards/support/board-program.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/microbit-compile.ts', import.meta.url));
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperkite-microbit-'));
});
afterAll(() => rm(folder, { recursive: true }));

const run = (...args: string[]) => {
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], { encoding: 'utf8', cwd: folder });
  return { status, stderr };
};

async function save(...boards: BoardTarget[]): Promise<void> {
  const empty = emptyProject('');
  const project: Project = { ...empty, targets: [...empty.targets, ...boards] };
  const assets = new Map([[BLANK_BACKDROP.hash, BLANK_BACKDROP.asset()]]);
  await writeFile(join(folder, 'project.kite'), unwrap(writeKite(project, assets)));
}

async function compile(...boards: BoardTarget[]) {
  await save(...boards);
  const { status, stderr } = run('project.kite', '--out', 'program.hex');
  return { status, stderr, hex: status === 0 ? await readFile(join(folder, 'program.hex'), 'utf8') : '' };
}

describe('microbit:compile', () => {
  const scripts = [{ hat: block('board_whenstarted'), body: [block('mb_showicon', {}, { ICON: 'Duck' })] }];

  it('makes a .hex for both boards from blocks', async () => {
    const { status, stderr, hex } = await compile(boardTarget({ scripts, board: 'microbit' }));
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(hex).toMatch(/^:0400000A9900C0DE/m);
    expect(hex).toMatch(/^:0400000A9903C0DE/m);
  });

  it('says where a text is wrong', async () => {
    const board = boardTarget({ scripts, board: 'microbit' });
    const { status, stderr } = await compile({ ...board, mode: 'text', text: 'basic.showNumber("a")\n' });
    expect(status).toBe(1);
    expect(stderr).toContain('error: 1:18 ');
  });

  it('names a block that a micro:bit does not have', async () => {
    const foreign = [{ hat: block('board_whenstarted'), body: [block('motion_movesteps', { STEPS: 10 })] }];
    const { status, stderr } = await compile(boardTarget({ scripts: foreign, board: 'microbit' }));
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: This board does not have this block\. \(block \S+\)$/m);
  });

  it('says in a sentence that there is no micro:bit', async () => {
    const { status, stderr } = await compile();
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'project.kite has no micro:bit. Add one beside the sprites.\n',
    });
  });

  it.each([
    ['garbage.kite', 'garbage.kite is not a Paperkite project (.kite): not-a-project-file\n'],
    ['missing.kite', 'missing.kite cannot be read.\n'],
  ])('says in a sentence why it cannot use %s', async (file, stderr) => {
    await writeFile(join(folder, 'garbage.kite'), 'hello');
    expect(run(file, '--out', 'x.hex')).toEqual({ status: 2, stderr });
  });

  it.each([[[]], [['a.kite', '--out']], [['a.kite', '--wat', '--out', 'x.hex']]])(
    'tells how it is called when it is called %j',
    (args) => {
      expect(run(...args)).toEqual({ status: 2, stderr: expect.stringMatching(/^usage: .*--out F\.hex/) as string });
    },
  );

  it('says where it cannot write', async () => {
    await save(boardTarget({ scripts, board: 'microbit' }));
    const { status, stderr } = run('project.kite', '--out', join('nowhere', 'x.hex'));
    expect(status).toBe(2);
    expect(stderr).toContain('nowhere');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
