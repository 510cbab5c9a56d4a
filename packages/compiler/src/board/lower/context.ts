import type { Block, BoardTarget, Field } from '@paperkite/project';
import { diagnosticList, type BoardDiagnostic, type Diagnose } from '../diagnostics.ts';
import type { BoardKind, List, Procedure, Variable } from '../ir/nodes.ts';
import { inferCells, type ProcedureCells } from './cells.ts';
import { booleanOf, numberOf } from './literal.ts';
import { treeOf, type Tree } from './tree.ts';
import type { CommandBlock, ReporterBlock } from './block-table.ts';
import { commandsOf, reportersOf } from './vocabulary.ts';

/** Most items of a list, and how many one has room for that does not start with more. */
const LIST_LIMIT = 64;
const LIST_DEFAULT = 16;

/** What lowering the blocks of one target needs: the typed storage, the vocabulary and where diagnostics go. */
export interface Context {
  board: BoardKind;
  tree: Tree;
  diagnose: Diagnose;
  diagnostics: BoardDiagnostic[];
  reporters: Readonly<Record<string, ReporterBlock>>;
  commands: Readonly<Record<string, CommandBlock>>;
  variables: Variable[];
  lists: List[];
  messages: string[];
  variable(field: Field | undefined): Variable;
  list(field: Field | undefined): List;
  /** Position of a message in `messages`; A-Z and a-z are the same. */
  message(name: string): number;
  /** By signature. */
  procedures: ReadonlyMap<string, { procedure: Procedure; cells: ProcedureCells }>;
  /** Rounds a constant to what the board's numbers can hold. */
  toNumber(value: number): number;
}

/** Settles types and storage of a target: everything that lowering a block looks up. */
export function contextOf(target: BoardTarget): Context {
  const { list: diagnostics, diagnose } = diagnosticList();
  const tree = treeOf(target);
  const board = target.board;
  const reporters = reportersOf(board);
  const toNumber = (value: number): number => (board === 'microbit' ? value : Math.fround(value));
  const cells = inferCells(target, tree, reporters, diagnose);

  const variables = cells.variables.map(({ id, name, type, initial }, index): Variable => {
    const value = typeof initial === 'number' || typeof initial === 'boolean' ? initial : String(initial ?? '');
    const converted =
      type === 'number'
        ? toNumber(numberOf(value) ?? 0)
        : type === 'boolean'
          ? (booleanOf(value) ?? false)
          : String(value);
    return { index, id, name, type, initial: converted };
  });
  const byId = new Map(variables.map((variable) => [variable.id, variable]));

  const lists = Object.entries(target.lists).map(([id, { name, items }], index): List => {
    const numbers = items.map((item) => numberOf(item) ?? (item === '' ? 0 : null));
    const where = tree.listBlock(id, name);
    if (numbers.includes(null)) diagnose('list-not-numbers', where, { name });
    if (items.length > LIST_LIMIT) diagnose('list-too-long', where, { name, length: items.length, limit: LIST_LIMIT });
    const initial = numbers.slice(0, LIST_LIMIT).map((number) => toNumber(number ?? 0));
    return { index, id, name, initial, capacity: Math.max(LIST_DEFAULT, initial.length) };
  });
  const list = (field: Field | undefined): List => {
    const name = String(field?.value ?? '');
    const known = lists.find(({ id }) => id === field?.id) ?? lists.find((candidate) => candidate.name === name);
    if (known !== undefined) return known;
    const made = { index: lists.length, id: field?.id ?? `${name}-created`, name, initial: [], capacity: LIST_DEFAULT };
    lists.push(made);
    return made;
  };

  const messages: string[] = [];
  const procedures = new Map(
    [...cells.procedures.values()].map((procedure, index) => [
      procedure.code,
      { procedure: procedureOf(procedure, index), cells: procedure },
    ]),
  );
  return {
    board,
    tree,
    diagnose,
    diagnostics,
    reporters,
    commands: commandsOf(board),
    variables,
    lists,
    messages,
    variable: (field) => byId.get(cells.variable(field).id)!,
    list,
    message: (name) => {
      const known = messages.findIndex((message) => fold(message) === fold(name));
      return known >= 0 ? known : messages.push(name) - 1;
    },
    procedures,
    toNumber,
  };
}

const fold = (name: string): string => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const procedureOf = (cells: ProcedureCells, index: number): Procedure => ({
  index,
  code: cells.code,
  definition: cells.definition.id,
  parameters: cells.parameters.map(({ name, type }, position) => ({ index: position, name, type })),
  returns: cells.returns.type,
  warp: cells.warp,
  body: [],
});

/** What stands in an input: the plugged block, or its shadow. */
export const inputOf = (context: Context, block: Block, name: string): Block | undefined =>
  context.tree.input(block, name);
