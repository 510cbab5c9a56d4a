import {
  assembleUno,
  UNO_LIMITS,
  UNO_PROGRAM_CAPACITY,
  UNO_RAM,
  type UnoAssembly,
  type UnoHatKind,
  type UnoInstruction,
  type UnoLabel,
} from '@paperkite/boards/uno';
import { diagnosticList, type BoardDiagnostic } from '../diagnostics.ts';
import type { Hat, Procedure, Program } from '../ir/nodes.ts';
import { eachStatementOf } from '../ir/walk.ts';
import { Code } from './code.ts';
import { routineCode } from './library.ts';
import { shareStacks } from './stacks.ts';
import { emitBody } from './statements.ts';
import type { FormOf } from './values.ts';

export interface UnoProgram {
  /** For flash at `UNO_FLASH.programStart`; null when it does not fit (see `diagnostics`). */
  image: Uint8Array | null;
  /** Blocks by image offset, ascending: each holds from its offset to the next. '' is code that no block stands for. */
  sourceMap: { offset: number; block: string }[];
  diagnostics: BoardDiagnostic[];
  /** Bytes of the machine's memory for programs that it takes, and has. */
  memory: { used: number; limit: number };
}

/** Settings for tests. */
export interface UnoImageOptions {
  /** u32; 0: other random numbers at each start. */
  seed?: number;
}

/** A program as the image that the machine in the Uno's firmware runs. */
export function emitUnoImage(program: Program, { seed = 0 }: UnoImageOptions = {}): UnoProgram {
  const { list: diagnostics, diagnose } = diagnosticList();
  let labels = 0;
  const fresh = (): string => `L${labels++}`;
  const codes = new Map<string, Code>();
  const asked: { procedure: Procedure; gives: boolean; atomic: boolean; label: string }[] = [];
  const formOf: FormOf = (procedure, { gives, atomic }) => {
    const label = `procedure ${procedure.index}${gives ? ' value' : ''}${atomic ? ' atomic' : ''}`;
    if (!asked.some((form) => form.label === label)) asked.push({ procedure, gives, atomic, label });
    return label;
  };

  for (const script of program.scripts) {
    const code = new Code(fresh, 0);
    emitBody(code, script.body, { gives: false, atomic: false }, formOf, diagnose);
    code.block = script.block;
    code.put('END');
    codes.set(`script ${script.index}`, code);
  }
  for (const { procedure, gives, atomic, label } of asked) {
    const code = new Code(fresh, procedure.parameters.length);
    emitBody(code, procedure.body, { gives, atomic }, formOf, diagnose);
    code.block = procedure.definition;
    if (gives) code.put('PUSH_0');
    code.put(gives ? 'RETURN_VALUE' : 'RETURN');
    codes.set(label, code);
  }
  // What is added while this goes on is looked at as well: routines call routines.
  for (const { calls } of codes.values()) {
    for (const { callee } of calls) {
      const code = codes.has(callee) ? null : routineCode(callee, fresh);
      if (code !== null) codes.set(callee, code);
    }
  }

  const entries = program.scripts.map(({ index }) => `script ${index}`);
  const strip = stripLength(program);
  const lists = program.lists.map(({ capacity, initial }) => ({ capacity, items: initial }));
  const other = { globals: program.variables.length, lists: lists.map(({ capacity }) => capacity), strip };
  const { stacks, bytes } = shareStacks(codes, entries, other);
  const memory = { used: bytes, limit: UNO_RAM.arena };
  const first = program.scripts[0]?.block ?? '';
  const tooMany = entries.length > UNO_LIMITS.hats;
  if (tooMany) {
    const block = program.scripts[UNO_LIMITS.hats]!.block;
    diagnose('too-many-scripts', block, { count: entries.length, limit: UNO_LIMITS.hats });
  } else if (bytes > UNO_RAM.arena || other.globals > UNO_LIMITS.globals || lists.length > UNO_LIMITS.lists) {
    diagnose('memory-too-small', first, { bytes, limit: UNO_RAM.arena });
  }

  const assembly: UnoAssembly = {
    hats: program.scripts.map(({ index, hat }) => ({
      ...hatEntry(hat),
      stack: Math.min(stacks[index]!, UNO_LIMITS.stack),
      entry: entries[index]!,
    })),
    globals: program.variables.map(({ initial }) =>
      typeof initial === 'string' ? { text: initial } : Number(initial),
    ),
    lists,
    strip,
    seed,
    code: [],
  };
  const items = [...codes].flatMap(([label, code]) => [
    { item: { label } as UnoLabel | UnoInstruction, block: '' },
    ...threadJumps(code.items),
  ]);
  if (diagnostics.some(({ severity }) => severity === 'error'))
    return { image: null, sourceMap: [], diagnostics, memory };
  const assembled = assembleUno({ ...assembly, code: items.map(({ item }) => item) });
  if (!assembled.ok) {
    const needed = Number(assembled.error.details.needed ?? 0);
    if (assembled.error.code === 'program-too-long') {
      diagnose('program-too-large', first, { bytes: needed, limit: UNO_PROGRAM_CAPACITY });
    } else diagnose('memory-too-small', first, { bytes: needed, limit: UNO_RAM.arena });
    return { image: null, sourceMap: [], diagnostics, memory };
  }
  const { image, offsets } = assembled.value;
  return { image, sourceMap: sourceMapOf(items, offsets), diagnostics, memory };
}

const HAT_KINDS: Record<Exclude<Hat['kind'], 'pin' | 'event'>, UnoHatKind> = {
  start: 'started',
  line: 'line',
  message: 'message',
};

function hatEntry(hat: Hat): { kind: UnoHatKind; parameter?: number } {
  switch (hat.kind) {
    case 'pin':
      return { kind: hat.rising ? 'pinRising' : 'pinFalling', parameter: hat.pin };
    case 'message':
      return { kind: HAT_KINDS.message, parameter: hat.message };
    case 'event':
      throw new Error(`${hat.opcode} is no hat of the Uno`);
    default:
      return { kind: HAT_KINDS[hat.kind] };
  }
}

/** LEDs that the program's strip has, 0 without one. */
function stripLength(program: Program): number {
  let count = 0;
  eachStatementOf(program, (statement) => {
    if (statement.kind === 'operation' && statement.operation === 'stripBegin') {
      count = Math.max(count, Number(statement.settings.count));
    }
  });
  return count;
}

type Item = Code['items'][number];

/** A jump to a jump goes where that one goes; what nothing reaches after a jump is left out. */
function threadJumps(items: readonly Item[]): Item[] {
  const targets = new Map<string, string>();
  items.forEach(({ item }, at) => {
    if (!('label' in item)) return;
    const next = items.slice(at + 1).find(({ item: after }) => !('label' in after))?.item;
    if (next !== undefined && !('label' in next) && next[0] === 'JUMP') targets.set(item.label, String(next[1]));
  });
  const final = (label: string, steps = 0): string => {
    const next = targets.get(label);
    return next === undefined || steps > 16 ? label : final(next, steps + 1);
  };
  const out: Item[] = [];
  let reachable = true;
  for (const { item, block } of items) {
    if ('label' in item) {
      reachable = true;
      out.push({ item, block });
      continue;
    }
    if (!reachable) continue;
    const [name, ...operands] = item;
    const jumps = /^JUMP|^YIELD_JUMP$|^REPEAT$/.test(name);
    out.push({ item: jumps ? [name, final(String(operands[0]))] : item, block });
    reachable = !LEAVES.has(name);
  }
  return out;
}

const LEAVES: ReadonlySet<string> = new Set(['JUMP', 'YIELD_JUMP', 'RETURN', 'RETURN_VALUE', 'END', 'STOP_ALL']);

function sourceMapOf(items: readonly Item[], offsets: readonly number[]): UnoProgram['sourceMap'] {
  const map: UnoProgram['sourceMap'] = [];
  items.forEach(({ item, block }, i) => {
    if ('label' in item || map.at(-1)?.block === block) return;
    map.push({ offset: offsets[i]!, block });
  });
  return map;
}

/** The block whose code is at an image offset, for errors that the board reports. */
export function blockAtOffset(sourceMap: UnoProgram['sourceMap'], offset: number): string | null {
  let found: string | null = null;
  for (const entry of sourceMap) {
    if (entry.offset > offset) break;
    found = entry.block;
  }
  return found === '' ? null : found;
}
