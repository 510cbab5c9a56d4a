import { typeOf } from '../analysis/infer-types.ts';
import type { Expression, Program, Statement } from './nodes.ts';
import { printType } from './types.ts';

/** The IR of a program as text for people: storage with types, procedures, scripts. One statement a line. */
export function printIr(program: Program): string {
  const lines: string[] = [];
  for (const target of program.targets) {
    lines.push(`target ${JSON.stringify(target.name)}`);
    for (const v of target.variables) {
      const observed = v.observed ? ' observed' : '';
      lines.push(
        `  var ${v.name}: ${printType(v.type)} = ${JSON.stringify(v.initial)} in ${v.storage}[${v.slot}]${observed}`,
      );
    }
    for (const list of target.lists) {
      lines.push(`  list ${list.name}: ${printType(list.items.type)} x ${list.initial.length} in lists[${list.slot}]`);
    }
  }
  for (const procedure of program.procedures) {
    const parameters = procedure.parameters.map((p) => `${p.name}: ${printType(p.type)}`).join(', ');
    const warp = procedure.warp ? ' warp' : '';
    lines.push(`define ${procedure.code} (${parameters}) -> ${printType(procedure.returns.type)}${warp}`);
    printBody(procedure.body, lines, 1);
  }
  for (const script of program.scripts) {
    lines.push(`script ${script.index} on ${script.hat ?? 'click'} ${JSON.stringify(script.fields)}`);
    if (script.edge !== null) lines.push(`  when ${printExpression(script.edge)}`);
    if (script.report !== null) lines.push(`  report ${printExpression(script.report)}`);
    printBody(script.body, lines, 1);
  }
  return lines.join('\n');
}

function printBody(body: readonly Statement[], lines: string[], depth: number): void {
  const put = (text: string): void => void lines.push('  '.repeat(depth) + text);
  for (const statement of body) {
    switch (statement.kind) {
      case 'set':
        put(`${statement.variable.name} := ${printExpression(statement.value)}`);
        break;
      case 'append':
        put(`append ${statement.list.name}, ${printExpression(statement.value)}`);
        break;
      case 'replace':
      case 'insert':
        put(
          `${statement.kind} ${statement.list.name}[${printExpression(statement.index)}], ${printExpression(statement.value)}`,
        );
        break;
      case 'delete':
        put(`delete ${statement.list.name}[${printExpression(statement.index)}]`);
        break;
      case 'clear':
        put(`clear ${statement.list.name}`);
        break;
      case 'if':
        put(`if ${printExpression(statement.condition)}`);
        printBody(statement.then, lines, depth + 1);
        if (statement.else.length > 0) put('else');
        printBody(statement.else, lines, depth + 1);
        break;
      case 'repeat':
        put(`repeat ${printExpression(statement.times)}`);
        printBody(statement.body, lines, depth + 1);
        break;
      case 'forever':
        put('forever');
        printBody(statement.body, lines, depth + 1);
        break;
      case 'while':
        put(`while ${printExpression(statement.condition)}`);
        printBody(statement.body, lines, depth + 1);
        break;
      case 'for-each':
        put(`for each ${statement.variable.name} in ${printExpression(statement.limit)}`);
        printBody(statement.body, lines, depth + 1);
        break;
      case 'wait-until':
        put(`wait until ${printExpression(statement.condition)}`);
        break;
      case 'operation':
        put(`${statement.operation.name}(${statement.args.map(printExpression).join(', ')})`);
        break;
      case 'end-script-if':
        put(`end script if ${statement.operation.name}(${statement.args.map(printExpression).join(', ')})`);
        break;
      case 'call':
        put(`call ${statement.procedure.code} (${statement.args.map(printExpression).join(', ')})`);
        break;
      case 'return':
        put(`return ${printExpression(statement.value)}`);
    }
  }
}

/** One expression for people, with the type of everything that is not obvious. */
function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'constant':
      return JSON.stringify(expression.value);
    case 'variable':
      return expression.variable.name;
    case 'parameter':
      return `(${expression.parameter.name})`;
    case 'cast':
      return `${expression.to}(${printExpression(expression.value)})`;
    case 'operation':
      return `${expression.operation.name}(${expression.args.map(printExpression).join(', ')}):${printType(typeOf(expression))}`;
    case 'item':
      return `${expression.list.name}[${printExpression(expression.index)}]`;
    case 'length':
      return `length ${expression.list.name}`;
    case 'find':
      return `find ${expression.list.name}, ${printExpression(expression.value)}`;
    case 'contents':
      return `contents ${expression.list.name}`;
    case 'call':
      return `call ${expression.procedure.code} (${expression.args.map(printExpression).join(', ')})`;
  }
}
