import type { Block, Scalar } from '@paperkite/project';
import type { Expression, Procedure, ValueType } from '../ir/nodes.ts';
import { emptyValue, operation, typeOf } from '../ir/types.ts';
import { inputOf, type Context } from './context.ts';
import { booleanOf, numberOf } from './literal.ts';
import { fieldOf, typedIn } from './tree.ts';
import { MATH_OPERATORS } from './vocabulary.ts';

/** Deeper nesting is nobody's work and would overflow the stack of whoever reads it. */
const MAX_DEPTH = 100;

/** Lowers values: of an input with the type that its place wants, or of a reporter block as it is. */
export interface Expressions {
  input(block: Block, name: string, type: ValueType): Expression;
  /** Argument of a call, in the order of parameters. */
  call(block: Block): { procedure: Procedure; args: Expression[] } | null;
  index(block: Block, name: string, list: 'item' | 'delete' | 'insert'): Index;
}

/** A place in a list, or all of it. */
export type Index = Expression | 'all';

/** A value before it is known which type its place wants. */
type Value = { typed: Expression; block: string } | { literal: Scalar } | null;

/** Makes the lowering of values inside one script or my-block. */
export function expressionsOf(c: Context, enclosing: Procedure | null): Expressions {
  let depth = 0;

  function valueIn(block: Block, name: string): Value {
    const child = inputOf(c, block, name);
    if (child === undefined) return null;
    const literal = typedIn(child);
    if (literal !== undefined) return { literal };
    if (depth >= MAX_DEPTH) {
      c.diagnose('too-deep', child.id);
      return null;
    }
    depth++;
    try {
      const typed = reporter(child);
      return typed && { typed, block: child.id };
    } finally {
      depth--;
    }
  }

  /** Gives a value the type that its place wants, or says at the block that it has another one. */
  function fit(value: Value, type: ValueType, at: string): Expression {
    if (value === null) return emptyValue(type);
    if ('literal' in value) return fitLiteral(value.literal, type, at);
    const found = typeOf(value.typed);
    if (found === type) return value.typed;
    if (type === 'text') {
      return operation(found === 'number' ? 'numberText' : 'booleanText', [value.typed], value.block);
    }
    if (type === 'number') {
      c.diagnose(found === 'text' ? 'number-expected-text' : 'number-expected-boolean', value.block);
    } else c.diagnose('boolean-expected', value.block);
    return emptyValue(type);
  }

  function fitLiteral(literal: Scalar, type: ValueType, at: string): Expression {
    if (type === 'text') return { kind: 'text', value: String(literal) };
    if (literal === '') return emptyValue(type);
    if (type === 'number') {
      const value = numberOf(literal);
      if (value === null) c.diagnose('not-a-number', at, { text: String(literal) });
      return { kind: 'number', value: c.toNumber(value ?? 0) };
    }
    const value = booleanOf(literal);
    if (value === null) c.diagnose('boolean-expected', at);
    return { kind: 'boolean', value: value ?? false };
  }

  const input = (block: Block, name: string, type: ValueType): Expression => fit(valueIn(block, name), type, block.id);

  /** Equality of whatever two values have in common; a typed-in value follows its neighbour. */
  function equals(block: Block): Expression {
    const left = valueIn(block, 'OPERAND1');
    const right = valueIn(block, 'OPERAND2');
    const types = [left, right].map((value) => (value !== null && 'typed' in value ? typeOf(value.typed) : null));
    const [a, b] = types;
    let type: ValueType;
    if (a !== null && b !== null) {
      if (a !== b && a !== 'text' && b !== 'text') {
        c.diagnose('mixed-comparison', block.id);
        return emptyValue('boolean');
      }
      type = a === b ? a! : 'text';
    } else if (a !== null || b !== null) {
      type = (a ?? b)!;
      const other = a === null ? left : right;
      const literal = other !== null && 'literal' in other ? other.literal : '';
      const fits = type === 'text' || literal === '' || (type === 'number' ? numberOf : booleanOf)(literal) !== null;
      if (!fits) {
        c.diagnose('mixed-comparison', block.id);
        return emptyValue('boolean');
      }
    } else {
      const literals = [left, right].map((value) => (value !== null && 'literal' in value ? value.literal : ''));
      type = literals.every((literal) => numberOf(literal) !== null) ? 'number' : 'text';
    }
    const name = type === 'number' ? 'equal' : type === 'boolean' ? 'equalBooleans' : 'equalTexts';
    return operation(name, [fit(left, type, block.id), fit(right, type, block.id)], block.id);
  }

  /** `<` and `>`: for numbers; a text says so at the comparison. */
  function order(block: Block, name: 'less' | 'greater'): Expression {
    const args = ['OPERAND1', 'OPERAND2'].map((operand) => {
      const value = valueIn(block, operand);
      if (value !== null && 'typed' in value && typeOf(value.typed) === 'text') {
        c.diagnose('text-order', block.id);
        return emptyValue('number');
      }
      return fit(value, 'number', block.id);
    });
    return operation(name, args, block.id);
  }

  function call(block: Block): { procedure: Procedure; args: Expression[] } | null {
    const code = String(block.mutation?.proccode ?? '');
    const found = c.procedures.get(code);
    if (found === undefined) {
      c.diagnose('no-definition', block.id, { name: code });
      return null;
    }
    const { procedure, cells } = found;
    const args = procedure.parameters.map(({ index, type }) => input(block, cells.argumentIds[index] ?? '', type));
    return { procedure, args };
  }

  function parameter(block: Block): Expression | null {
    const name = fieldOf(block, 'VALUE');
    // The last parameter of a name wins, as in Scratch.
    const found = enclosing?.parameters.findLast((candidate) => candidate.name === name);
    if (found === undefined) {
      c.diagnose('argument-outside', block.id, { name });
      return null;
    }
    return { kind: 'parameter', parameter: found };
  }

  function index(block: Block, name: string, use: 'item' | 'delete' | 'insert'): Index {
    const list = c.list(block.fields.LIST);
    const length: Expression = { kind: 'length', list };
    const value = valueIn(block, name);
    if (value === null || !('literal' in value)) return fit(value, 'number', block.id);
    switch (String(value.literal)) {
      case 'last':
        return use === 'insert' ? operation('add', [length, { kind: 'number', value: 1 }], block.id) : length;
      case 'random':
      case 'any':
        return operation('random', [{ kind: 'number', value: 1 }, length], block.id);
      case 'all':
        if (use === 'delete') return 'all';
    }
    return fitLiteral(value.literal, 'number', block.id);
  }

  function reporter(block: Block): Expression | null {
    const known = Object.hasOwn(c.reporters, block.opcode) ? c.reporters[block.opcode] : undefined;
    if (known !== undefined) {
      return {
        kind: 'operation',
        operation: known.operation,
        result: known.result,
        args: known.inputs.map(([name, type]) => input(block, name, type)),
        settings: known.settings?.(block, c.diagnose) ?? {},
        block: block.id,
      };
    }
    switch (block.opcode) {
      case 'data_variable':
        return { kind: 'variable', variable: c.variable(block.fields.VARIABLE) };
      case 'argument_reporter_string_number':
      case 'argument_reporter_boolean':
        return parameter(block);
      case 'procedures_call': {
        const found = call(block);
        return found && { kind: 'call', ...found, block: block.id };
      }
      case 'operator_equals':
        return equals(block);
      case 'operator_lt':
        return order(block, 'less');
      case 'operator_gt':
        return order(block, 'greater');
      case 'operator_mathop': {
        const name = fieldOf(block, 'OPERATOR');
        if (!Object.hasOwn(MATH_OPERATORS, name)) break;
        return operation(MATH_OPERATORS[name]!, [input(block, 'NUM', 'number')], block.id);
      }
      case 'data_itemoflist': {
        const place = index(block, 'INDEX', 'item');
        return { kind: 'item', list: c.list(block.fields.LIST), index: place === 'all' ? emptyValue('number') : place };
      }
      case 'data_itemnumoflist':
        return { kind: 'find', list: c.list(block.fields.LIST), value: input(block, 'ITEM', 'number') };
      case 'data_lengthoflist':
        return { kind: 'length', list: c.list(block.fields.LIST) };
      case 'data_listcontainsitem': {
        const place: Expression = {
          kind: 'find',
          list: c.list(block.fields.LIST),
          value: input(block, 'ITEM', 'number'),
        };
        return operation('greater', [place, emptyValue('number')], block.id);
      }
    }
    c.diagnose('unknown-block', block.id, { opcode: block.opcode });
    return null;
  }

  return { input, call, index };
}
