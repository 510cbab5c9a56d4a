import type { CodeComments } from '../comments/catalogue.ts';
import type { Expression, Procedure, Program, Script, Statement } from '../ir/nodes.ts';
import { hasEffects } from '../ir/purity.ts';
import type { HelperName } from './helpers.ts';
import { commentText } from './literal.ts';
import type { Names } from './names.ts';
import { writeOperation } from './operations.ts';
import type { Plan } from './plan.ts';
import { SketchWriter } from './sketch-writer.ts';
import { cppValue, cppValues, type Cpp, type ValueContext } from './values.ts';

/** How a function runs: to its end in one go, as a script in steps, or as a my-block in steps. */
export type Mode = 'plain' | 'script' | 'call';

/** A function of the sketch while it is written. */
export interface SketchFunction {
  writer: SketchWriter;
  /** Locals that must live longer than a turn, with their C++ types. */
  kept: Map<string, string>;
  /** Locals of one statement. */
  temporaries: Map<string, string>;
  /** My-blocks in steps that it calls. */
  callees: { procedure: Procedure; atomic: boolean }[];
}

/** What all functions of a sketch share. */
export interface Sketch {
  program: Program;
  plan: Plan;
  names: Names;
  comments: CodeComments;
  helpers: Set<HelperName>;
  /** Pins that become outputs where they are written, not once in `setup`. */
  lateOutputs: ReadonlySet<number>;
  /** Whether a call from a function in this form to that my-block may come back to the caller. */
  isRecursive(from: Procedure | null, to: Procedure): boolean;
}

/** Types and names of values that are put aside. */
const KEPT: Readonly<Record<Cpp['kind'], readonly [type: string, name: string]>> = {
  int: ['float', 'kept'],
  float: ['float', 'kept'],
  bool: ['bool', 'keptBool'],
  String: ['String', 'keptText'],
  chars: ['const char *', 'keptWord'],
};

const COUNTERS = ['i', 'j', 'k'];

/** Writes the statements of a script or my-block. */
export function writeFunction(
  sketch: Sketch,
  owner: Script | Procedure,
  body: readonly Statement[],
  mode: Mode,
  atomic: boolean,
): SketchFunction {
  const { names, plan, helpers } = sketch;
  const procedure = 'code' in owner ? owner : null;
  const writer = new SketchWriter();
  const kept = new Map<string, string>();
  const temporaries = new Map<string, string>();
  const callees: SketchFunction['callees'] = [];
  let before: string[] = [];
  let temporary = 0;
  let loops = 0;

  const steps = mode !== 'plain';
  const context: ValueContext = {
    variable: (variable) => names.variable(variable),
    list: (list) => names.list(list),
    parameter: (parameter) => {
      const name = names.parameter(procedure!, parameter);
      return mode === 'call' ? `my.${name}` : name;
    },
    procedure: (called) => names.procedure(called, 'plain'),
    use: (helper) => void helpers.add(helper),
    keep: (value) => {
      const [type, word] = KEPT[value.kind];
      const name = `${word}${++temporary}`;
      temporaries.set(name, type);
      before.push(`${name} = ${value.text};`);
      return name;
    },
  };

  /** Puts what has to happen before the statement that is about to be written. */
  const flush = (block: string): void => {
    const lines = before;
    before = [];
    temporary = 0;
    for (const line of lines) writer.put(line, block);
  };

  /** A condition that is looked at in each pass is written again inside the loop. */
  const forget = (): void => {
    before = [];
    temporary = 0;
  };

  const value = (e: Expression): string => cppValue(context, e).text;
  const condition = value;

  const run = (statements: readonly Statement[]): void => {
    for (const statement of statements) write(statement);
  };

  /** A loop's name for its counter; in steps it has to outlive the turn. */
  const counter = (type: string): string => {
    const name = COUNTERS[loops] ?? `i${loops + 1}`;
    if (!steps) return name;
    const typed = type === 'float' ? `${name}Count` : name;
    kept.set(typed, type);
    return mode === 'call' ? `my.${typed}` : typed;
  };

  const loop = (head: string, s: Extract<Statement, { body: Statement[] }>, first?: () => void): void => {
    loops++;
    writer.braces(head, s.block, () => {
      first?.();
      run(s.body);
      if (steps && !atomic) writer.put('GIVE_WAY;', s.block);
    });
    loops--;
  };

  function write(s: Statement): void {
    switch (s.kind) {
      case 'set':
      case 'change': {
        const to = value(s.value);
        flush(s.block);
        if (s.kind === 'set') return writer.put(`${names.variable(s.variable)} = ${to};`, s.block);
        // C++ may read the variable before the my-block has run.
        if (hasEffects(s.value)) {
          temporaries.set('kept0', 'float');
          writer.put(`kept0 = ${to};`, s.block);
          return writer.put(`${names.variable(s.variable)} += kept0;`, s.block);
        }
        return writer.put(`${names.variable(s.variable)} += ${to};`, s.block);
      }
      case 'append':
        return command(`${names.list(s.list)}.add`, [s.value], s.block);
      case 'replace':
        return command(`${names.list(s.list)}.replace`, [s.index, s.value], s.block);
      case 'insert':
        return command(`${names.list(s.list)}.insert`, [s.value, s.index], s.block);
      case 'delete':
        return command(`${names.list(s.list)}.remove`, [s.index], s.block);
      case 'clear':
        return writer.put(`${names.list(s.list)}.length = 0;`, s.block);
      case 'if':
        return writeIf(s);
      case 'repeat':
        return writeRepeat(s);
      case 'forever':
        return loop('while (true)', s);
      case 'while':
        return writeWhile(s);
      case 'for-each':
        return writeForEach(s);
      case 'wait':
        return writeWait(s);
      case 'wait-until': {
        const text = condition(s.condition);
        if (before.length > 0) {
          forget();
          return writer.braces('while (true)', s.block, () => {
            const again = condition(s.condition);
            flush(s.block);
            writer.put(`if (${again}) break;`, s.block);
            if (steps) writer.put('GIVE_WAY;', s.block);
          });
        }
        return writer.put(steps ? `WAIT_UNTIL(${text});` : `while (!(${text})) {}`, s.block);
      }
      case 'broadcast':
        return writeBroadcast(s);
      case 'operation':
        return writeOperation(place, s);
      case 'call':
        return writeCall(s);
      case 'return':
        return writeReturn(s);
      case 'stop-all':
        writer.put('stopAll();', s.block);
        if (steps) writer.put('return false;', s.block);
        return;
      case 'stop-others':
        if (plan.simple) return writer.put(`// ${sketch.comments.noOtherScripts}`, s.block);
        return writer.put('stopOthers();', s.block);
    }
  }

  function command(name: string, args: readonly Expression[], block: string, fixed: readonly string[] = []): void {
    const texts = [...fixed, ...cppValues(context, args).map(({ text }) => text)];
    flush(block);
    writer.put(`${name}(${texts.join(', ')});`, block);
  }

  function writeIf(s: Extract<Statement, { kind: 'if' }>): void {
    const text = condition(s.condition);
    flush(s.block);
    writer.put(`if (${text}) {`, s.block);
    writer.depth++;
    run(s.then);
    writer.depth--;
    if (s.else.length > 0) {
      writer.put('} else {', s.block);
      writer.depth++;
      run(s.else);
      writer.depth--;
    }
    writer.put('}', s.block);
  }

  function writeRepeat(s: Extract<Statement, { kind: 'repeat' }>): void {
    const { times } = s;
    const isLiteral =
      times.kind === 'number' && Number.isInteger(times.value) && times.value >= 0 && times.value <= 30000;
    const name = counter(steps ? 'long' : 'int');
    if (isLiteral) {
      const from = steps ? `${name} = 0` : `int ${name} = 0`;
      return loop(`for (${from}; ${name} < ${times.value}; ${name}++)`, s);
    }
    const text = value(times);
    flush(s.block);
    helpers.add('whole');
    loop(`for (${steps ? '' : 'long '}${name} = whole(${text}, 0, 2147483647); ${name} > 0; ${name}--)`, s);
  }

  function writeWhile(s: Extract<Statement, { kind: 'while' }>): void {
    const text = condition(s.condition);
    if (before.length === 0) return loop(`while (${text})`, s);
    forget();
    loop('while (true)', s, () => {
      const again = condition(s.condition);
      flush(s.block);
      writer.put(`if (!(${again})) break;`, s.block);
    });
  }

  function writeForEach(s: Extract<Statement, { kind: 'for-each' }>): void {
    const name = counter('float');
    writer.put(`${steps ? '' : 'float '}${name} = 0;`, s.block);
    loop('while (true)', s, () => {
      const limit = value(s.limit);
      flush(s.block);
      writer.put(`if (!(${name} < ${limit})) break;`, s.block);
      writer.put(`${names.variable(s.variable)} = ++${name};`, s.block);
    });
  }

  function writeWait(s: Extract<Statement, { kind: 'wait' }>): void {
    const text = value(s.seconds);
    flush(s.block);
    if (steps) {
      helpers.add('milliseconds');
      return writer.put(`WAIT(${text});`, s.block);
    }
    const { seconds } = s;
    const milliseconds = seconds.kind === 'number' ? Math.fround(seconds.value * 1000) : Number.NaN;
    if (Number.isInteger(milliseconds) && milliseconds >= 0 && milliseconds < 2 ** 24) {
      return writer.put(`delay(${milliseconds});`, s.block);
    }
    helpers.add('milliseconds');
    writer.put(`delay(milliseconds(${text}));`, s.block);
  }

  function writeBroadcast(s: Extract<Statement, { kind: 'broadcast' }>): void {
    const receivers = sketch.program.scripts.filter(({ hat }) => hat.kind === 'message' && hat.message === s.message);
    if (receivers.length === 0) {
      const message = commentText(sketch.program.messages[s.message]!);
      return writer.put(`// ${sketch.comments.nobodyListens(message)}`, s.block);
    }
    writer.put(`${names.message(s.message)}();`, s.block);
    const mayBeOwn = procedure !== null || receivers.includes(owner as Script);
    if (steps && mayBeOwn) writer.put('if (startedAnew) return false;', s.block);
    if (!s.wait || !steps) return;
    const running = receivers.map((script) => `${names.script(script)}.running`).join(' || ');
    writer.put(`WAIT_UNTIL(!(${running}));`, s.block);
  }

  function writeCall(s: Extract<Statement, { kind: 'call' }>): void {
    const inner = atomic || s.procedure.warp;
    if (!steps || !plan.steps(s.procedure, inner)) {
      return command(names.procedure(s.procedure, 'plain'), s.args, s.block);
    }
    const form = inner ? 'atomic' : 'steps';
    const name = names.procedure(s.procedure, form);
    const type = names.callType(s.procedure, form);
    const args = cppValues(context, s.args);
    flush(s.block);
    callees.push({ procedure: s.procedure, atomic: inner });
    const own = names.callee(s.procedure, form);
    const isRecursive = sketch.isRecursive(procedure, s.procedure);
    const frame = mode === 'call' ? `my.${own}` : own;
    const access = isRecursive ? `${frame}->` : `${frame}.`;
    if (isRecursive) {
      kept.set(own, `${type} *`);
      writer.put(`drop(${frame});`, s.block);
      writer.put(`${frame} = (${type} *)calloc(1, sizeof(${type}));`, s.block);
      // No memory is left for another call: the script ends, the others go on.
      writer.put(`if (!${frame}) { current->running = false; return false; }`, s.block);
    } else kept.set(own, type);
    s.procedure.parameters.forEach((parameter, i) => {
      writer.put(`${access}${names.parameter(s.procedure, parameter)} = ${args[i]!.text};`, s.block);
    });
    writer.put(`${access}step = 0;`, s.block);
    writer.put(`CALL(${name}(${isRecursive ? '*' : ''}${frame}));`, s.block);
    if (isRecursive) {
      writer.put(`drop(${frame});`, s.block);
      writer.put(`${frame} = NULL;`, s.block);
    }
  }

  function writeReturn(s: Extract<Statement, { kind: 'return' }>): void {
    const gives = mode === 'plain' && procedure !== null && plan.values.has(procedure);
    const text = s.value === null ? null : value(s.value);
    flush(s.block);
    if (gives) return writer.put(`return ${text ?? emptyText(procedure)};`, s.block);
    if (s.value !== null && hasEffects(s.value)) writer.put(`${text};`, s.block);
    writer.put(steps ? 'return true;' : 'return;', s.block);
  }

  const place = { ...sketch, context, writer, value, flush, command };
  run(body);
  return { writer, kept, temporaries, callees };
}

/** What a my-block gives that ends without a value. */
export const emptyText = ({ returns }: Procedure): string =>
  returns === 'number' ? '0' : returns === 'boolean' ? 'false' : '""';
