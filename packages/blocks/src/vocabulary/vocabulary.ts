import type { BlockSpec, Category, CategoryId } from '../spec.ts';
import { boardsLive } from './boards-live/index.ts';
import { control } from './control/index.ts';
import { data } from './data/index.ts';
import { event } from './event/index.ts';
import { looks } from './looks/index.ts';
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
];

const specs = new Map<string, { spec: BlockSpec; category: CategoryId | 'shadow' }>();
for (const category of CATEGORIES)
  for (const spec of category.blocks) specs.set(spec.opcode, { spec, category: category.id });
for (const spec of shadows) specs.set(spec.opcode, { spec, category: 'shadow' });

/** Every opcode that the editor has a definition for, shadows included. */
export const OPCODES: readonly string[] = [...specs.keys()];

/** The definition of an opcode; undefined when it is not ours. */
export const specOf = (opcode: string): BlockSpec | undefined => specs.get(opcode)?.spec;

/** Which shelf a block belongs to. */
export const categoryOf = (opcode: string): CategoryId | 'shadow' | undefined => specs.get(opcode)?.category;
