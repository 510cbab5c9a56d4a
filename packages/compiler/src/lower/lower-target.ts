import type { Block } from '@paperkite/project';
import type { Diagnostic } from '../compiled-project.ts';
import type { Lowering } from '../extensions/contract.ts';
import { COMMANDS, HATS, REPORTERS } from '../extensions/index.ts';
import { constant } from '../ir/build.ts';
import type { Expression, Procedure, Script, Statement } from '../ir/nodes.ts';
import type { BlockTree } from './block-tree.ts';
import type { Scope } from './scope.ts';

/** Nesting beyond this is nobody's work and would overflow the stack of whoever reads it. */
const MAX_DEPTH = 400;
/** Statements and expressions of one target; a hostile file must not eat the memory of the tab. */
const MAX_BLOCKS = 400_000;

/** Told of each reporter block and what it became, for debuggers. */
export type OnReporter = (block: string, expression: Expression, enclosing: Procedure | null) => void;

export interface TargetLowering {
  procedureBody(procedure: Procedure): Statement[];
  script(top: Block): Omit<Script, 'index' | 'owner'> | undefined;
}

/** Lowers the blocks of one target. Blocks that nobody knows become nothing (commands) or "" (reporters) and are noted. */
export function lowerTarget(
  targetId: string,
  tree: BlockTree,
  scope: Scope,
  procedures: ReadonlyMap<string, Procedure>,
  note: (diagnostic: Diagnostic) => void,
  onReporter?: OnReporter,
): TargetLowering {
  let depth = 0;
  let count = 0;

  const diagnose = (code: Diagnostic['code'], block: Block): void =>
    note({ code, target: targetId, block: block.id, opcode: block.opcode });

  /** Runs a step one level deeper, or gives the fallback where the program is too deep or too large. */
  function nested<T>(block: Block, fallback: T, step: () => T): T {
    if (depth >= MAX_DEPTH) diagnose('too-deep', block);
    else if (++count > MAX_BLOCKS) {
      if (count === MAX_BLOCKS + 1) diagnose('too-large', block);
    } else {
      depth++;
      try {
        return step();
      } finally {
        depth--;
      }
    }
    return fallback;
  }

  function reporter(c: Lowering, block: Block): Expression {
    return nested(block, constant(''), () => {
      const lower = REPORTERS.get(block.opcode);
      if (lower !== undefined) {
        const expression = lower(c, block);
        if (!block.shadow) onReporter?.(block.id, expression, c.enclosing);
        return expression;
      }
      const fields = Object.values(block.fields);
      // Menus and typed-in values are shadows with one field; only real blocks can be unknown.
      if (fields.length === 1 && (block.shadow || COMMANDS.get(block.opcode) === undefined)) {
        if (!block.shadow) diagnose('unknown-block', block);
        return constant(fields[0]!.value);
      }
      diagnose('unknown-block', block);
      return constant('');
    });
  }

  function statements(c: Lowering, first: Block | undefined): Statement[] {
    const out: Statement[] = [];
    if (first === undefined) return out;
    nested(first, undefined, () => {
      for (let block: Block | undefined = first; block !== undefined; block = tree.next(block.id)) {
        if (++count > MAX_BLOCKS) {
          if (count === MAX_BLOCKS + 1) diagnose('too-large', block);
          break;
        }
        const lower = COMMANDS.get(block.opcode);
        if (lower === undefined) diagnose('unknown-block', block);
        else out.push(...[lower(c, block)].flat());
      }
    });
    return out;
  }

  function lowering(enclosing: Procedure | null): Lowering {
    const c: Lowering = {
      enclosing,
      input: (block, name) => {
        const child = tree.input(block.id, name);
        return child === undefined ? constant('') : reporter(c, child);
      },
      hasInput: (block, name) => tree.input(block.id, name) !== undefined,
      substack: (block, name) => statements(c, tree.input(block.id, name)),
      field: (block, name) => String(block.fields[name]?.value ?? ''),
      variable: (block, field) => scope.variable(block.fields[field]),
      list: (block, field) => scope.list(block.fields[field]),
      procedure: (code) => procedures.get(code),
    };
    return c;
  }

  return {
    procedureBody: (procedure) => {
      const definition = tree.get(procedure.definition);
      return statements(lowering(procedure), definition && tree.next(definition.id));
    },
    script: (top) => {
      const c = lowering(null);
      const hat = HATS.get(top.opcode);
      if (hat !== undefined) {
        const fields = Object.fromEntries((hat.fields ?? []).map((name) => [name, c.field(top, name)]));
        return {
          topBlock: top.id,
          hat: top.opcode,
          fields,
          edge: hat.edge?.(c, top) ?? null,
          body: statements(c, tree.next(top.id)),
          report: null,
        };
      }
      const loose = { topBlock: top.id, hat: null, fields: {}, edge: null };
      if (top.shadow || top.opcode === 'procedures_definition') return undefined;
      // A call can be both; with something below it, or nothing that reports, it is a command.
      if (COMMANDS.has(top.opcode) && !isReporterCall(top)) return { ...loose, body: statements(c, top), report: null };
      if (REPORTERS.has(top.opcode)) return { ...loose, body: [], report: reporter(c, top) };
      return undefined;
    },
  };
}

/** A loose call of a procedure is a reporter when its mutation says that it returns. */
const isReporterCall = (block: Block): boolean =>
  block.opcode === 'procedures_call' && Number(block.mutation?.return ?? 0) > 0;
