/**
 * Scratch's meaning of the blocks that compute, told as directly as possible (measured-facts section 1, points 1 to 7) and
 * slowly: what compiled programs are compared with.
 */
import type { Scalar } from '@paperkite/project';
import type { B, Input } from './build-project.ts';

const LIST_LIMIT = 200_000;

export interface Memory {
  variables: Record<string, Scalar>;
  lists: Record<string, Scalar[]>;
  /** Bodies of blocks by their code, with the names of their parameters. */
  blocks: Record<string, { names: string[]; body: B[] }>;
}

export function toNumber(value: Scalar): number {
  const number = Number(value);
  return Number.isNaN(number) ? 0 : number;
}

function toBoolean(value: Scalar): boolean {
  if (typeof value === 'string') return value !== '' && value !== '0' && value.toLowerCase() !== 'false';
  return Boolean(value);
}

function compare(a: Scalar, b: Scalar): number {
  const number = (value: Scalar): number => (typeof value === 'string' && value.trim() === '' ? NaN : Number(value));
  const x = number(a);
  const y = number(b);
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x === y ? 0 : x < y ? -1 : 1;
  const s = String(a).toLowerCase();
  const t = String(b).toLowerCase();
  return s < t ? -1 : s > t ? 1 : 0;
}

function mod(n: number, by: number): number {
  const rest = n % by;
  return rest / by < 0 ? rest + by : rest;
}

const MATH: Record<string, (x: number) => number> = {
  abs: Math.abs,
  floor: Math.floor,
  ceiling: Math.ceil,
  sqrt: Math.sqrt,
};

/** Runs a stack of blocks. `args` are those of the block that it belongs to. */
export function runReference(memory: Memory, stack: readonly B[], args: Record<string, Scalar> = {}): void {
  const { variables, lists } = memory;
  const place = (index: Scalar, length: number): number => {
    if (index === 'last') return length;
    const at = Math.floor(toNumber(index));
    return at >= 1 && at <= length ? at : 0;
  };

  function value(input: Input | undefined): Scalar {
    if (input === undefined || Array.isArray(input)) return '';
    // What is typed into an input is text.
    if (typeof input !== 'object') return typeof input === 'number' ? String(input) : input;
    const on = (name: string): Scalar => value(input.inputs?.[name]);
    const n = (name: string): number => toNumber(on(name));
    const field = (name: string): string => String(input.fields?.[name]);
    const list = (): Scalar[] => lists[field('LIST')]!;
    switch (input.opcode) {
      case 'operator_add':
        return n('NUM1') + n('NUM2');
      case 'operator_subtract':
        return n('NUM1') - n('NUM2');
      case 'operator_multiply':
        return n('NUM1') * n('NUM2');
      case 'operator_divide':
        return n('NUM1') / n('NUM2');
      case 'operator_mod':
        return mod(n('NUM1'), n('NUM2'));
      case 'operator_round':
        return Math.round(n('NUM'));
      case 'operator_mathop':
        return MATH[field('OPERATOR')]!(n('NUM'));
      case 'operator_equals':
        return compare(on('OPERAND1'), on('OPERAND2')) === 0;
      case 'operator_lt':
        return compare(on('OPERAND1'), on('OPERAND2')) < 0;
      case 'operator_gt':
        return compare(on('OPERAND1'), on('OPERAND2')) > 0;
      case 'operator_not':
        return !toBoolean(on('OPERAND'));
      case 'operator_join':
        return String(on('STRING1')) + String(on('STRING2'));
      case 'operator_letter_of': {
        const at = Math.trunc(n('LETTER'));
        return String(on('STRING')).charAt(at - 1);
      }
      case 'operator_length':
        return String(on('STRING')).length;
      case 'data_variable':
        return variables[field('VARIABLE')]!;
      case 'data_itemoflist':
        return list()[place(on('INDEX'), list().length) - 1] ?? '';
      case 'data_itemnumoflist': {
        const wanted = on('ITEM');
        return list().findIndex((item) => compare(item, wanted) === 0) + 1;
      }
      case 'data_lengthoflist':
        return list().length;
      case 'argument_reporter_string_number':
        return args[field('VALUE')] ?? 0;
      default:
        throw new Error(`no reference for ${input.opcode}`);
    }
  }

  for (const block of stack) {
    const on = (name: string): Scalar => value(block.inputs?.[name]);
    const field = (name: string): string => String(block.fields?.[name]);
    const body = (name: string): B[] => block.inputs![name] as B[];
    const list = (): Scalar[] => lists[field('LIST')]!;
    switch (block.opcode) {
      case 'data_setvariableto':
        variables[field('VARIABLE')] = on('VALUE');
        break;
      case 'data_changevariableby':
        variables[field('VARIABLE')] = toNumber(variables[field('VARIABLE')]!) + toNumber(on('VALUE'));
        break;
      case 'data_addtolist': {
        const item = on('ITEM');
        if (list().length < LIST_LIMIT) list().push(item);
        break;
      }
      case 'data_replaceitemoflist': {
        const item = on('ITEM');
        const at = place(on('INDEX'), list().length);
        if (at > 0) list()[at - 1] = item;
        break;
      }
      case 'data_deleteoflist': {
        const at = place(on('INDEX'), list().length);
        if (at > 0) list().splice(at - 1, 1);
        break;
      }
      case 'data_insertatlist': {
        const item = on('ITEM');
        const at = place(on('INDEX'), list().length + 1);
        if (at > 0) list().splice(at - 1, 0, item);
        break;
      }
      case 'control_repeat':
        for (let times = Math.round(toNumber(on('TIMES'))); times > 0; times--)
          runReference(memory, body('SUBSTACK'), args);
        break;
      case 'control_if_else':
        runReference(memory, body(toBoolean(on('CONDITION')) ? 'SUBSTACK' : 'SUBSTACK2'), args);
        break;
      case 'procedures_call': {
        const { names, body: called } = memory.blocks[String(block.mutation!.proccode)]!;
        const given = names.map((name, index) => [name, on(`arg${index}`)] as const);
        runReference(memory, called, Object.fromEntries(given));
        break;
      }
      default:
        throw new Error(`no reference for ${block.opcode}`);
    }
  }
}
