/**
 * In Scratch's arithmetic NaN counts as 0, which would ask for a check of each operand. But NaN goes through arithmetic: when
 * the result of a chain of operations is none, no operand was. So chains are computed without checks, and again with all of
 * them in the rare case that the result is NaN.
 *
 *     ((x = a * b + c * d) === x ? x : <the same with checks>)
 */
import { typeOf } from '../analysis/infer-types.ts';
import type { Expression } from '../ir/nodes.ts';
import { NAN, NUMBER, isWithin } from '../ir/types.ts';
import { operands } from '../ir/walk.ts';
import type { FunctionContext } from './context.ts';
import { encodedLocal, isNumericIndex, numberText, operationText } from './value-text.ts';

type OperationExpression = Extract<Expression, { kind: 'operation' }>;

/** Fewer checks cost no more than the one of the result. */
const MIN_CHECKS = 2;

export const isChain = (expression: Expression): expression is OperationExpression =>
  expression.kind === 'operation' && expression.operation.passesNaN === true;

/** The operand of a cast to number: what it is a cast of. */
const inner = (operand: Expression): Expression =>
  operand.kind === 'cast' && operand.to === 'number' ? operand.value : operand;

/** Number of operands of a chain that would be checked for NaN. */
function checksOf(f: FunctionContext, chain: OperationExpression): number {
  let checks = 0;
  for (const operand of chain.args) {
    const value = inner(operand);
    const type = value.kind === 'item' ? value.list.items.type : typeOf(value);
    if (encodedLocal(f, value) !== null) checks++;
    else if (value !== operand && (type & NAN) !== 0 && isWithin(type, NUMBER)) checks++;
    if (isChain(value)) checks += checksOf(f, value);
  }
  return checks;
}

/** Whether an expression may be worked out a second time: cheap, with the same result and nothing else done. */
function isRepeatable(expression: Expression): boolean {
  if (expression.kind === 'call' || expression.kind === 'find' || expression.kind === 'contents') return false;
  if (expression.kind === 'operation' && (expression.operation.runtime || expression.operation.volatile)) return false;
  if (expression.kind === 'item' && !isNumericIndex(expression.index)) return false;
  return operands(expression).every(isRepeatable);
}

/** Writes an operation through which NaN goes. */
export function chainText(f: FunctionContext, chain: OperationExpression): string {
  if (f.nan === 'later') return uncheckedText(f, chain);
  const checked = (): string =>
    operationText(
      f,
      chain,
      chain.args.map((arg) => f.text(arg)),
    );
  if (f.nan === 'once' || checksOf(f, chain) < MIN_CHECKS || !isRepeatable(chain)) return checked();
  const name = f.temporary();
  f.nan = 'later';
  const quick = uncheckedText(f, chain);
  // The second time everything in it is checked: chains within chains must not double the text again and again.
  f.nan = 'once';
  const slow = checked();
  f.nan = 'now';
  return `((${name} = ${quick}) === ${name} ? ${name} : ${slow})`;
}

function uncheckedText(f: FunctionContext, chain: OperationExpression): string {
  const texts = chain.args.map((operand) => {
    const value = inner(operand);
    if (value === operand || value.kind === 'constant') return f.text(operand);
    return numberText(f, value);
  });
  return operationText(f, chain, texts);
}
