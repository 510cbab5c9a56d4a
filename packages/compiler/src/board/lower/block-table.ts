import type { Block } from '@paperkite/project';
import type { Diagnose } from '../diagnostics.ts';
import type { Settings, ValueType } from '../ir/nodes.ts';
import type { CommandName, ReporterName } from '../ir/operations.ts';

/** Reads the fields of a block that are fixed when it is compiled. */
export type ReadSettings = (block: Block, diagnose: Diagnose) => Settings;

/** A block that is one operation over its inputs. */
export interface OperationBlock<Name> {
  operation: Name;
  /** Names of the inputs in the order of the arguments, with their types. */
  inputs: readonly (readonly [name: string, type: ValueType])[];
  settings?: ReadSettings;
}
export interface ReporterBlock extends OperationBlock<ReporterName> {
  result: ValueType;
}
export type CommandBlock = OperationBlock<CommandName>;
