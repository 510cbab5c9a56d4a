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

async function compile(board: BoardTarget) {
  const [file, out] = [join(folder, 'project.kite'), join(folder, 'program.hex')];
  const empty = emptyProject('');
  const project: Project = { ...empty, targets: [...empty.targets, board] };
  await writeFile(file, unwrap(writeKite(project, new Map([[BLANK_BACKDROP.hash, BLANK_BACKDROP.asset()]]))));
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, file, '--out', out], { encoding: 'utf8' });
  return { status, stderr, hex: status === 0 ? await readFile(out, 'utf8') : '' };
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
});
