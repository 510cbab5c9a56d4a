import type { Project } from '../document.ts';

/** Scratch's own extensions: blocks whose opcode starts with one of these, and `_`, need it listed in the project. */
const SCRATCH_EXTENSIONS: readonly string[] = [
  'pen',
  'music',
  'videoSensing',
  'text2speech',
  'translate',
  'makeymakey',
  'microbit',
  'ev3',
  'boost',
  'wedo2',
  'gdxfor',
  'faceSensing',
];

/** The extensions a project lists, and those of Scratch whose blocks it has although it does not list them. */
export function extensionsInUse(project: Pick<Project, 'targets' | 'monitors'>, listed: readonly string[]): string[] {
  const prefixes = new Set<string>();
  const opcodes = new Set(project.monitors.map(({ opcode }) => opcode));
  for (const { blocks } of project.targets) for (const id in blocks) opcodes.add(blocks[id]!.opcode);
  for (const opcode of opcodes) prefixes.add(opcode.slice(0, Math.max(0, opcode.indexOf('_'))));
  const extensions = new Set(listed);
  for (const id of SCRATCH_EXTENSIONS) if (prefixes.has(id)) extensions.add(id);
  return [...extensions];
}
