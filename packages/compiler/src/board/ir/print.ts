import type { Expression, Hat, Program, Statement } from './nodes.ts';
import { typeOf } from './types.ts';

/** A board program as text for people: storage with types, my-blocks, scripts. One statement a line. */
export function printBoardIr(program: Program): string {
  const lines = [`board ${program.board} ${JSON.stringify(program.name)}`];
  for (const v of program.variables) lines.push(`var ${v.name}: ${v.type} = ${JSON.stringify(v.initial)}`);
  for (const list of program.lists) lines.push(`list ${list.name}[${list.capacity}] = ${JSON.stringify(list.initial)}`);
  for (const { code, parameters, returns, warp, body } of program.procedures) {
    const names = parameters.map(({ name, type }) => `${name}: ${type}`).join(', ');
    lines.push(`define ${code} (${names}) -> ${returns}${warp ? ' warp' : ''}`);
    printBody(body, lines, 1);
  }
  for (const script of program.scripts) {
    lines.push(`script ${script.index} on ${printHat(script.hat, program)}`);
    printBody(script.body, lines, 1);
  }
  return lines.join('\n');
}

function printHat(hat: Hat, program: Program): string {
  switch (hat.kind) {
    case 'start':
      return 'start';
    case 'line':
      return 'serial line';
    case 'pin':
      return `pin ${hat.pin} ${hat.rising ? 'rising' : 'falling'}`;
    case 'message':
      return `message ${JSON.stringify(program.messages[hat.message])}`;
    case 'event':
      return `${hat.opcode} ${JSON.stringify(hat.settings)}`;
  }
}

function printBody(body: readonly Statement[], lines: string[], depth: number): void {
  const put = (text: string, ...inner: (readonly Statement[])[]): void => {
    lines.push('  '.repeat(depth) + text);
    inner.forEach((stack) => printBody(stack, lines, depth + 1));
  };
  for (const s of body) {
    switch (s.kind) {
      case 'set':
        put(`${s.variable.name} := ${printValue(s.value)}`);
        break;
      case 'change':
        put(`${s.variable.name} += ${printValue(s.value)}`);
        break;
      case 'append':
        put(`append ${s.list.name}, ${printValue(s.value)}`);
        break;
      case 'replace':
      case 'insert':
        put(`${s.kind} ${s.list.name}[${printValue(s.index)}], ${printValue(s.value)}`);
        break;
      case 'delete':
        put(`delete ${s.list.name}[${printValue(s.index)}]`);
        break;
      case 'clear':
        put(`clear ${s.list.name}`);
        break;
      case 'if':
        put(`if ${printValue(s.condition)}`, s.then);
        if (s.else.length > 0) put('else', s.else);
        break;
      case 'repeat':
        put(`repeat ${printValue(s.times)}`, s.body);
        break;
      case 'forever':
        put('forever', s.body);
        break;
      case 'while':
        put(`while ${printValue(s.condition)}`, s.body);
        break;
      case 'for-each':
        put(`for each ${s.variable.name} in ${printValue(s.limit)}`, s.body);
        break;
      case 'wait':
        put(`wait ${printValue(s.seconds)}`);
        break;
      case 'wait-until':
        put(`wait until ${printValue(s.condition)}`);
        break;
      case 'broadcast':
        put(`broadcast ${s.message}${s.wait ? ' and wait' : ''}`);
        break;
      case 'operation':
        put(`${printOperation(s.operation, s.settings)}(${s.args.map(printValue).join(', ')})`);
        break;
      case 'call':
        put(`call ${s.procedure.code} (${s.args.map(printValue).join(', ')})`);
        break;
      case 'return':
        put(s.value === null ? 'return' : `return ${printValue(s.value)}`);
        break;
      case 'stop-all':
      case 'stop-others':
        put(s.kind);
    }
  }
}

const printOperation = (name: string, settings: object): string =>
  Object.keys(settings).length > 0 ? `${name}${JSON.stringify(settings)}` : name;

function printValue(e: Expression): string {
  switch (e.kind) {
    case 'number':
    case 'boolean':
      return String(e.value);
    case 'text':
      return JSON.stringify(e.value);
    case 'variable':
      return e.variable.name;
    case 'parameter':
      return `(${e.parameter.name})`;
    case 'item':
      return `${e.list.name}[${printValue(e.index)}]`;
    case 'length':
      return `length ${e.list.name}`;
    case 'find':
      return `find ${e.list.name}, ${printValue(e.value)}`;
    case 'operation':
      return `${printOperation(e.operation, e.settings)}(${e.args.map(printValue).join(', ')})`;
    case 'call':
      return `call ${e.procedure.code} (${e.args.map(printValue).join(', ')}):${typeOf(e)}`;
  }
}
