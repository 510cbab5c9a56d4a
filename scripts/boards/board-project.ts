import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { lowerBoard, type BoardDiagnostic, type BoardProgram } from '@paperkite/compiler/board';
import { m } from '@paperkite/i18n';
import { boardsOf, readKite, type BoardTarget, type BoardType } from '@paperkite/project';

const BOARDS: Readonly<Record<BoardType, string>> = { 'arduino-uno': 'Arduino Uno', microbit: 'micro:bit' };

/** The program of the first Uno in a project, or the one with this name. @throws as `readBoard` */
export const readUnoProgram = async (path: string, name?: string): Promise<BoardProgram> =>
  lowerBoard(await readBoard(path, 'arduino-uno', name));

/**
 * The first board of a kind in a project, or the one with this name.
 * @throws Error with a sentence for people
 */
export async function readBoard(path: string, kind: BoardType, name?: string): Promise<BoardTarget> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await readFile(path));
  } catch {
    throw new Error(`${path} cannot be read.`);
  }
  const read = await readKite(bytes);
  if (!read.ok) throw new Error(`${path} is not a Paperkite project (.kite): ${read.error.message}`);
  const boards = boardsOf(read.value.project).filter(({ board }) => board === kind);
  const found = name === undefined ? boards[0] : boards.find((board) => board.name === name);
  if (found !== undefined) return found;
  if (boards.length === 0) throw new Error(`${path} has no ${BOARDS[kind]}. Add one beside the sprites.`);
  throw new Error(
    `${path} has no ${BOARDS[kind]} named "${name}", but: ${boards.map((board) => board.name).join(', ')}`,
  );
}

/** What people see of a diagnostic. */
export function sentenceOf({ code, severity, block, params }: BoardDiagnostic): string {
  const messages = m as unknown as Record<string, ((params: object, options: object) => string) | undefined>;
  const sentence = messages[`boards_diagnostic_${code.replaceAll('-', '_')}`]?.(params, { locale: 'en' });
  return `${severity}: ${sentence ?? code} (block ${block === '' ? '-' : block})`;
}

/** Prints diagnostics; whether the program can be used all the same. */
export function report(diagnostics: readonly BoardDiagnostic[]): boolean {
  for (const diagnostic of diagnostics) console.error(sentenceOf(diagnostic));
  return diagnostics.every(({ severity }) => severity !== 'error');
}

/** The value after `--name` on the command line, and what is left over. */
export function commandLine(names: readonly string[]): { options: Record<string, string>; rest: string[] } {
  const options: Record<string, string> = {};
  const rest: string[] = [];
  const args = process.argv.slice(2);
  for (let i = 0; i < args.length; i++) {
    const name = args[i]!.replace(/^--/, '');
    if (args[i]!.startsWith('--') && names.includes(name) && args[i + 1] !== undefined) options[name] = args[++i]!;
    else rest.push(args[i]!);
  }
  return { options, rest };
}
