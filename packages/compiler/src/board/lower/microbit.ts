import type { Block } from '@paperkite/project';
import type { Hat } from '../ir/nodes.ts';
import type { CommandBlock, ReporterBlock } from './block-table.ts';

export const MICROBIT_REPORTERS: Record<string, ReporterBlock> = {};
export const MICROBIT_COMMANDS: Record<string, CommandBlock> = {};
export const MICROBIT_HATS: Record<string, (block: Block) => Hat> = {};
