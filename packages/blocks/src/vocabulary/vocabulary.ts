import type { WorkspaceContext } from '../context.ts';
import type { BlockSpec, BoardVocabulary, Category, CategoryId, Shelf } from '../spec.ts';
import { boardsLive } from './boards-live/index.ts';
import { control } from './control/index.ts';
import { data } from './data/index.ts';
import { event } from './event/index.ts';
import { looks } from './looks/index.ts';
import { microbitLive } from './microbit-live/index.ts';
import { motion } from './motion/index.ts';
import { music } from './music/index.ts';
import { operator } from './operator/index.ts';
import { pen } from './pen/index.ts';
import { procedures } from './procedures/index.ts';
import { sensing } from './sensing/index.ts';
import { shadows } from './shadows/index.ts';
import { sound } from './sound/index.ts';
import { text2speech } from './text2speech/index.ts';
import { videoSensing } from './video-sensing/index.ts';

/** Every category in the order of the toolbox. */
export const CATEGORIES: readonly Category[] = [
  motion,
  looks,
  sound,
  event,
  control,
  sensing,
  operator,
  data,
  procedures,
  pen,
  music,
  text2speech,
  videoSensing,
  boardsLive,
  microbitLive,
];

const specs = new Map<string, { spec: BlockSpec; category: CategoryId | 'shadow' }>();
for (const category of CATEGORIES)
  for (const spec of category.blocks) specs.set(spec.opcode, { spec, category: category.id });
for (const spec of shadows) specs.set(spec.opcode, { spec, category: 'shadow' });

const opcodes = [...specs.keys()];

/** Every opcode that the editor has a definition for, shadows included. Those of boards are among them once they were added. */
export const OPCODES: readonly string[] = opcodes;

let boards: BoardVocabulary | undefined;

/** Adds the blocks of boards; harmless when repeated. Before a workspace of a board is made. */
export function addBoardVocabulary(vocabulary: BoardVocabulary): void {
  if (boards) return;
  boards = vocabulary;
  for (const { category, specs: own } of vocabulary.blocks) {
    for (const spec of own) {
      specs.set(spec.opcode, { spec, category });
      opcodes.push(spec.opcode);
    }
  }
}

/** The toolbox of what is being edited: its shelves in order, extensions where the project has them. */
export function shelvesOf(context: WorkspaceContext): readonly Shelf[] {
  const board = context.board?.();
  if (board) return boards?.shelves(board) ?? [];
  return CATEGORIES.filter(({ id, isExtension }) => !isExtension || (context.extensions?.().includes(id) ?? true)).map(
    ({ id, name, toolbox }) => ({ id, name, entries: toolbox(context.kind()) }),
  );
}

/** The definition of an opcode; undefined when it is not ours. */
export const specOf = (opcode: string): BlockSpec | undefined => specs.get(opcode)?.spec;

/** Which shelf a block belongs to. */
export const categoryOf = (opcode: string): CategoryId | 'shadow' | undefined => specs.get(opcode)?.category;
