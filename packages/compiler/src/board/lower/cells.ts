import type { Block, BoardTarget, Field, Scalar } from '@paperkite/project';
import { signatureOf } from '../../extensions/procedures/signature.ts';
import type { BoardDiagnosticCode, Diagnose } from '../diagnostics.ts';
import type { ValueType } from '../ir/nodes.ts';
import { booleanOf, numberOf } from './literal.ts';
import { typedIn, type Tree } from './tree.ts';
import type { ReporterBlock } from './block-table.ts';

/**
 * The first of lowering's two walks: which type does each variable, parameter and result have? Values flow into cells; a
 * cell takes the type of what flows in first, and whatever does not fit is told at its block.
 */
export interface Cell {
  name: string;
  type: ValueType;
  /** What the document says that a variable holds. */
  initial?: Scalar;
}

export interface ProcedureCells {
  code: string;
  definition: Block;
  parameters: Cell[];
  argumentIds: string[];
  returns: Cell;
  warp: boolean;
  /** Whether it returns a value anywhere. */
  returnsValue: boolean;
}

export interface Cells {
  variable(field: Field | undefined): Cell & { id: string };
  /** Every variable that the document has or a block names, in the document's order. */
  variables: readonly (Cell & { id: string; initial: Scalar })[];
  /** By signature; the first definition wins. */
  procedures: ReadonlyMap<string, ProcedureCells>;
}

interface Source {
  /** What is known of the value: its type, the cell it comes from, or what was typed in. */
  from: { type: ValueType } | { cell: Cell } | { literal: string | number | boolean };
  block: string;
}

type Mixed = Extract<BoardDiagnosticCode, `mixed-${string}`>;

/** Finds the types of all cells of a target. */
export function inferCells(
  target: BoardTarget,
  tree: Tree,
  reporters: Readonly<Record<string, ReporterBlock>>,
  diagnose: Diagnose,
): Cells {
  const flows = new Map<Cell, { sources: Source[]; code: Mixed }>();
  const cell = <T extends object>(name: string, code: Mixed, more: T): Cell & T => {
    const made = { name, type: 'number' as ValueType, ...more };
    flows.set(made, { sources: [], code });
    return made;
  };

  const variables = Object.entries(target.variables).map(([id, { name, value }]) =>
    cell(name, 'mixed-variable', { id, initial: value as Scalar }),
  );
  const variable = (field: Field | undefined): Cell & { id: string } => {
    const name = String(field?.value ?? '');
    const known =
      variables.find(({ id }) => id === field?.id) ?? variables.find((candidate) => candidate.name === name);
    if (known !== undefined) return known;
    const made = cell(name, 'mixed-variable', { id: field?.id ?? `${name}-created`, initial: 0 as Scalar });
    variables.push(made);
    return made;
  };

  const procedures = new Map<string, ProcedureCells>();
  for (const definition of tree.roots) {
    if (definition.opcode !== 'procedures_definition') continue;
    const prototype = tree.input(definition, 'custom_block');
    if (prototype === undefined) continue;
    const { code, parameters, argumentIds, warp } = signatureOf(prototype);
    if (procedures.has(code)) continue;
    const cells = parameters.map(({ name, isBoolean }) => {
      const made = cell(name, 'mixed-argument', {});
      if (isBoolean) flows.get(made)!.sources.push({ from: { type: 'boolean' }, block: prototype.id });
      return made;
    });
    const returns = cell(code, 'mixed-result', {});
    procedures.set(code, { code, definition, parameters: cells, argumentIds, returns, warp, returnsValue: false });
  }

  function sourceOf(block: Block, enclosing: ProcedureCells | null): Source['from'] | undefined {
    const literal = typedIn(block);
    if (literal !== undefined) return { literal };
    switch (block.opcode) {
      case 'data_variable':
        return { cell: variable(block.fields.VARIABLE) };
      case 'argument_reporter_string_number':
      case 'argument_reporter_boolean': {
        const name = String(block.fields.VALUE?.value ?? '');
        const parameter = enclosing?.parameters.findLast((candidate) => candidate.name === name);
        return parameter && { cell: parameter };
      }
      case 'procedures_call': {
        const procedure = procedures.get(String(block.mutation?.proccode ?? ''));
        return procedure && { cell: procedure.returns };
      }
      default: {
        const type = FIXED[block.opcode] ?? reporters[block.opcode]?.result;
        return type && { type };
      }
    }
  }

  function flow(into: Cell, block: Block, input: string, enclosing: ProcedureCells | null): void {
    const value = tree.input(block, input);
    const from = value && sourceOf(value, enclosing);
    if (from !== undefined) flows.get(into)!.sources.push({ from, block: block.id });
  }

  function visit(block: Block, enclosing: ProcedureCells | null): void {
    switch (block.opcode) {
      case 'data_setvariableto':
        return flow(variable(block.fields.VARIABLE), block, 'VALUE', enclosing);
      case 'data_changevariableby':
      case 'control_for_each':
        flows.get(variable(block.fields.VARIABLE))!.sources.push({ from: { type: 'number' }, block: block.id });
        return;
      case 'procedures_return':
        if (enclosing === null) return;
        enclosing.returnsValue = true;
        return flow(enclosing.returns, block, 'VALUE', enclosing);
      case 'procedures_call': {
        const called = procedures.get(String(block.mutation?.proccode ?? ''));
        called?.parameters.forEach((parameter, i) => flow(parameter, block, called.argumentIds[i] ?? '', enclosing));
      }
    }
  }
  for (const root of tree.roots) {
    const enclosing = [...procedures.values()].find(({ definition }) => definition === root) ?? null;
    tree.walk(root, (block) => visit(block, enclosing));
  }
  resolve(flows, diagnose);
  return { variable, variables, procedures };
}

/** Reporters whose type is fixed and that are not one operation. */
const FIXED: Readonly<Record<string, ValueType>> = {
  operator_mathop: 'number',
  operator_lt: 'boolean',
  operator_gt: 'boolean',
  operator_equals: 'boolean',
  data_itemoflist: 'number',
  data_itemnumoflist: 'number',
  data_lengthoflist: 'number',
  data_listcontainsitem: 'boolean',
};

const BIT: Record<ValueType, number> = { number: 1, boolean: 2, text: 4 };
const TYPES: readonly ValueType[] = ['number', 'boolean', 'text'];

/** The type that something typed in asks for by itself; a number adapts, so it asks for none. */
function asks(literal: string | number | boolean): ValueType | null {
  if (literal === '' || numberOf(literal) !== null || booleanOf(literal) !== null) return null;
  return 'text';
}

/** Lets types flow until nothing changes, then settles each cell. */
function resolve(flows: Map<Cell, { sources: Source[]; code: Mixed }>, diagnose: Diagnose): void {
  const bits = new Map<Cell, number>();
  const bitsOf = ({ from }: Source): number => {
    if ('type' in from) return BIT[from.type];
    if ('cell' in from) return bits.get(from.cell) ?? 0;
    const type = asks(from.literal);
    return type === null ? 0 : BIT[type];
  };
  const propagate = (): void => {
    for (let changed = true; changed;) {
      changed = false;
      for (const [cell, { sources }] of flows) {
        const before = bits.get(cell) ?? 0;
        const after = sources.reduce((all, source) => all | bitsOf(source), before);
        if (after === before) continue;
        bits.set(cell, after);
        changed = true;
      }
    }
  };
  propagate();
  for (const [cell, { sources }] of flows) {
    if ((bits.get(cell) ?? 0) !== 0) continue;
    const settled = settleWeak(cell, sources);
    if (settled === 'number') continue;
    bits.set(cell, BIT[settled]);
    propagate();
  }
  for (const cell of flows.keys()) cell.type = singleType(bits.get(cell) ?? 0) ?? 'number';
  // What is mixed takes the type of its first source that has one type alone; a cell that only others mix follows them.
  for (const [cell, { sources }] of flows) {
    const all = bits.get(cell) ?? 0;
    if (all === 0 || singleType(all) !== null) continue;
    const typed = sources.map((source) => ({ source, type: singleType(bitsOf(source)) }));
    const first = typed.find(({ type }) => type !== null)?.type;
    if (first === undefined || first === null) continue;
    cell.type = first;
  }
  for (const [cell, { sources, code }] of flows) {
    for (const source of sources) {
      const second = 'cell' in source.from ? source.from.cell.type : singleType(bitsOf(source));
      if (second !== null && second !== cell.type) {
        diagnose(code, source.block, { name: cell.name, first: cell.type, second });
      }
    }
  }
}

const singleType = (bits: number): ValueType | null => TYPES.find((type) => BIT[type] === bits) ?? null;

/** Only numbers, `true` and `false` were typed in: booleans if nothing else. Without anything, what it starts with decides. */
function settleWeak({ initial }: Cell, sources: readonly Source[]): ValueType {
  if (sources.length === 0 && typeof initial === 'string' && asks(initial) === 'text') return 'text';
  const literals = sources.flatMap(({ from }) => ('literal' in from && from.literal !== '' ? [from.literal] : []));
  const booleans = literals.filter((literal) => booleanOf(literal) !== null).length;
  if (booleans === 0) return 'number';
  return booleans === literals.length ? 'boolean' : 'text';
}
