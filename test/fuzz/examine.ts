import { readFileSync } from 'node:fs';
import { createProjectDoc } from '@paperkite/collab';
import { compileProject } from '@paperkite/compiler';
import { seededRandom, type Clock } from '@paperkite/kernel';
import {
  canonicalJson,
  exportSb3,
  importSb3,
  parseProject,
  PROJECT_ERROR_CODES,
  ProjectError,
  readProjectFile,
  readSpriteFile,
  sanitizeSvg,
  type Assets,
  type Project,
} from '@paperkite/project';
import { createRuntime, evaluateProgram, noInput, silentAudio } from '@paperkite/stage';
import { dangersOf } from './hostile-svg.ts';
import type { CaseKind } from './make-case.ts';

/** What became of one file. */
export interface Examined {
  /** `opened`, or the code with which it was refused, for which there is a message in each language. */
  outcome: string;
  /** What must never be; empty when all is well. */
  faults: string[];
  /** Milliseconds of CPU for opening alone, and for everything. */
  openMs: number;
  allMs: number;
}

/** What people are told, by language. */
const MESSAGES = ['zh-CN', 'en'].map((language): [string, Record<string, string>] => [
  language,
  JSON.parse(readFileSync(new URL(`../../packages/i18n/messages/${language}/errors.json`, import.meta.url), 'utf8')),
]);

const FRAMES = 8;
/** Project time runs so much faster than ours: scripts without end must not keep the test waiting. */
const HASTE = 100;

/** Of the others, what opens has the program that it always had. */
const CHANGES_BLOCKS: ReadonlySet<CaseKind> = new Set(['json', 'tokens', 'bomb']);

const cpuMs = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

/** Opens a file in every way there is; what opens is checked, written, read again, edited together, compiled and run. */
export async function examine(bytes: Uint8Array, index: number, kind: CaseKind): Promise<Examined> {
  const start = process.cpuUsage();
  const faults: string[] = [];
  const guard = async (step: string, work: () => unknown): Promise<void> => {
    try {
      await work();
    } catch (error) {
      faults.push(`${step}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  };
  let outcome = 'thrown';
  let openMs = 0;
  await guard('opening', async () => {
    const read = await readProjectFile(bytes, { title: 't' });
    openMs = cpuMs(start);
    outcome = read.ok ? 'opened' : codeOf(read.error);
    if (!read.ok) return;
    const { project, assets } = read.value;
    await guard('pictures', () => checkPictures(assets));
    await guard('document', () => sameProject(unwrapped(parseProject(project)), project));
    if (index % 4 === 1) await guard('writing and reading', () => checkRoundTrip(project, assets));
    if (index % 8 === 2) await guard('editing together', () => checkShared(project));
    if (CHANGES_BLOCKS.has(kind)) await guard('running', () => run(project, index));
  });
  if (outcome === 'project-json-missing') {
    await guard('opening a sprite', async () => {
      const read = await readSpriteFile(bytes, { id: 'sprite-1' });
      outcome = read.ok ? 'sprite opened' : codeOf(read.error);
      if (read.ok) checkPictures(read.value.assets);
    });
  }
  if ('polluted' in {}) faults.push('every object has a new member');
  return { outcome, faults, openMs, allMs: cpuMs(start) };
}

function codeOf(error: Error): string {
  if (!(error instanceof ProjectError) || !PROJECT_ERROR_CODES.includes(error.code)) throw error;
  const key = `errors_${error.code.replaceAll('-', '_')}`;
  for (const [language, messages] of MESSAGES) if (!messages[key]) throw new Error(`${key} is not said in ${language}`);
  return error.code;
}

const unwrapped = (result: ReturnType<typeof parseProject>): Project => {
  if (!result.ok) throw result.error;
  return result.value;
};

function sameProject(actual: Project, expected: Project): void {
  const [a, b] = [canonicalJson(actual), canonicalJson(expected)];
  if (a === b) return;
  let at = 0;
  while (a[at] === b[at]) at++;
  throw new Error(
    `differs: ${a.slice(Math.max(0, at - 100), at + 100)} instead of ${b.slice(Math.max(0, at - 100), at + 100)}`,
  );
}

function checkPictures(assets: Assets): void {
  for (const { bytes, mime } of assets.values()) {
    if (mime !== 'image/svg+xml' || bytes.length > 1_000_000) continue;
    const dangers = dangersOf(new TextDecoder().decode(bytes));
    const again = sanitizeSvg(bytes);
    if (!again.ok || again.value !== bytes) throw new Error('a picture that was let in is not let in again as it is');
    if (dangers.length > 0) throw new Error(`${dangers.join()} in ${new TextDecoder().decode(bytes).slice(0, 500)}`);
  }
}

async function checkRoundTrip(project: Project, assets: Assets): Promise<void> {
  // Values inside inputs get their ids when a file is read: from then on nothing changes any more.
  const first = await throughSb3(project, assets);
  sameProject(await throughSb3(first, assets), first);
}

async function throughSb3(project: Project, assets: Assets): Promise<Project> {
  const file = exportSb3(project, assets);
  if (!file.ok) throw file.error;
  const read = await importSb3(file.value, { title: project.title });
  if (!read.ok) throw new Error(`${read.error.code} ${JSON.stringify(read.error.details)}`);
  return read.value.project;
}

function checkShared(project: Project): void {
  const doc = createProjectDoc();
  doc.fillFromProject(project);
  sameProject(doc.toProject(), project);
  doc.destroy();
}

async function run(project: Project, seed: number): Promise<void> {
  const compiled = compileProject(project);
  const began = performance.now();
  const clock: Clock = { now: () => began + (performance.now() - began) * HASTE };
  const runtime = createRuntime({
    program: compiled,
    code: evaluateProgram(compiled.code),
    renderer: null,
    audio: silentAudio,
    input: noInput,
    clock,
    random: seededRandom(seed),
    // Errors of a script are told to the person who runs it.
    onEvent: () => undefined,
  });
  runtime.greenFlag();
  for (let frame = 0; frame < FRAMES; frame++) {
    runtime.step();
    await Promise.resolve();
  }
  runtime.stopAll();
}
