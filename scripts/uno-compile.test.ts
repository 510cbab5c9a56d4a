import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { unwrap } from '@paperkite/kernel';
import { BLANK_BACKDROP, emptyProject, writeKite, type BoardTarget } from '@paperkite/project';
import { UnoBoard } from '@paperkite/simulators';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { block, boardTarget } from '../test/boards/support/board-program.ts';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'paperkite-uno-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a project with these boards; answers where. */
function kite(name: string, ...boards: BoardTarget[]): string {
  const project = emptyProject(name);
  const path = join(folder, `${name}.kite`);
  const assets = new Map([[BLANK_BACKDROP.hash, BLANK_BACKDROP.asset()]]);
  const [stage] = project.targets;
  writeFileSync(path, unwrap(writeKite({ ...project, targets: [stage!, ...boards] }, assets)));
  return path;
}

const run = (script: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, script), ...args], { encoding: 'utf8' });

const greeting = boardTarget({
  name: '灯',
  scripts: [{ hat: block('board_whenstarted'), body: [block('arduino_serialprintln', { VALUE: '你好' })] }],
});

describe('uno:compile', () => {
  it('writes a hex whose program runs on a bare board', () => {
    const out = join(folder, 'greeting.hex');
    const { status, stderr } = run('uno-compile.ts', kite('greeting', greeting), '--out', out);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const board = new UnoBoard({ startUpMicroseconds: 0 });
    const bytes: number[] = [];
    board.uart.onByte((byte) => bytes.push(byte));
    board.loadHex(readFileSync(out, 'utf8'));
    board.runFor(100_000);
    expect(new TextDecoder().decode(new Uint8Array(bytes))).toBe('你好\r\n');
  });

  it('names what is wrong and writes nothing', () => {
    const wrong = boardTarget({ scripts: [{ hat: block('board_whenstarted'), body: [block('motion_movesteps')] }] });
    const { status, stderr } = run('uno-compile.ts', kite('wrong', wrong), '--out', join(folder, 'wrong.hex'));
    expect(status).toBe(1);
    expect(stderr).toContain('This board does not have this block');
    expect(() => readFileSync(join(folder, 'wrong.hex'))).toThrow();
  });

  it('says when a project has no Uno, and when a file is no project', () => {
    const none = run('uno-compile.ts', kite('none'), '--out', join(folder, 'none.hex'));
    expect(none.status).toBe(2);
    expect(none.stderr).toContain('has no Arduino Uno');
    const foreign = run('uno-compile.ts', import.meta.filename, '--out', join(folder, 'none.hex'));
    expect(foreign.status).toBe(2);
    expect(foreign.stderr).toContain('is not a Paperkite project');
  });
});

describe('uno:cpp', () => {
  it('prints a sketch', () => {
    const { status, stdout } = run('uno-cpp.ts', kite('greeting', greeting));
    expect(status).toBe(0);
    expect(stdout).toContain('Serial.println(F("你好"));');
  });
});
