import type { Expression, List, Parameter, Procedure, Program, Statement } from '../ir/nodes.ts';
import type { UnoCommandName } from '../ir/operations.ts';
import { ARITHMETIC, toWhole } from './arithmetic.ts';
import type { Hardware } from './hardware.ts';
import { lineToNumber, numberToText } from './number-text.ts';

type Value = number | boolean | string;

/** Why a script ended that did not want to. */
export class RunError extends Error {
  readonly code: 'list-full' | 'text-too-long' | 'stack-full';

  constructor(code: RunError['code']) {
    super(code);
    this.code = code;
  }
}

/** What a thread says when it gives way: it can go on at once, or not before a time. */
export type Pause = { until: number };

/** What a script can do to others. */
export interface Scheduler {
  /** Starts the receivers of a message; whether the running script is one of them. */
  broadcast(message: number): boolean;
  anyRunning(message: number): boolean;
  stopAll(): void;
  stopOthers(): void;
}

/** How a stack was left. */
type Exit = { value: Value | null } | undefined;

interface Frame {
  procedure: Procedure | null;
  args: readonly Value[];
  atomic: boolean;
}

/** Longest text that is compared or searched, in bytes. */
const KEPT_BYTES = 32;
/** Deeper calls fit into no Uno. */
const MAX_CALLS = 250;

/** Thrown through a script that ends as a whole. */
const END_SCRIPT = Symbol('end of script');

const foldCase = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Carries out statements of a program against its hardware. Each script is a generator that yields when it gives way. */
export class Interpreter {
  readonly variables: Value[];
  readonly lists: number[][];
  private readonly hardware: Hardware;
  private readonly scheduler: Scheduler;
  private readonly random: () => number;
  private calls = 0;

  constructor(program: Program, hardware: Hardware, scheduler: Scheduler, random: () => number) {
    this.variables = program.variables.map(({ initial }) => initial);
    this.lists = program.lists.map(({ initial }) => [...initial]);
    this.hardware = hardware;
    this.scheduler = scheduler;
    this.random = random;
  }

  *script(body: readonly Statement[]): Generator<Pause, void> {
    try {
      yield* this.run(body, { procedure: null, args: [], atomic: false });
    } catch (thrown) {
      if (thrown !== END_SCRIPT) throw thrown;
    }
  }

  private *run(body: readonly Statement[], frame: Frame): Generator<Pause, Exit> {
    for (const statement of body) {
      const exit = yield* this.step(statement, frame);
      if (exit !== undefined) return exit;
    }
    return undefined;
  }

  private *step(s: Statement, frame: Frame): Generator<Pause, Exit> {
    const value = (expression: Expression): Value => this.value(expression, frame);
    const number = (expression: Expression): number => Number(this.value(expression, frame));
    const pass = { until: 0 };
    switch (s.kind) {
      case 'set':
        this.variables[s.variable.index] = value(s.value);
        return undefined;
      case 'change': {
        const by = number(s.value);
        this.variables[s.variable.index] = Math.fround(Number(this.variables[s.variable.index]) + by);
        return undefined;
      }
      case 'append':
        this.append(s.list, number(s.value));
        return undefined;
      case 'replace': {
        const at = this.place(s.list, number(s.index), 0);
        const to = number(s.value);
        if (at !== null) this.lists[s.list.index]![at] = to;
        return undefined;
      }
      case 'insert': {
        const item = number(s.value);
        const at = this.place(s.list, number(s.index), 1);
        if (at === null) return undefined;
        this.roomFor(s.list);
        this.lists[s.list.index]!.splice(at, 0, item);
        return undefined;
      }
      case 'delete': {
        const at = this.place(s.list, number(s.index), 0);
        if (at !== null) this.lists[s.list.index]!.splice(at, 1);
        return undefined;
      }
      case 'clear':
        this.lists[s.list.index] = [];
        return undefined;
      case 'if':
        return yield* this.run(value(s.condition) === true ? s.then : s.else, frame);
      case 'repeat': {
        const times = toWhole(number(s.times), 0, 2 ** 31 - 1);
        for (let i = 0; i < times; i++) {
          const exit = yield* this.run(s.body, frame);
          if (exit !== undefined) return exit;
          if (!frame.atomic) yield pass;
        }
        return undefined;
      }
      case 'forever':
      case 'while':
        while (s.kind === 'forever' || value(s.condition) === true) {
          const exit = yield* this.run(s.body, frame);
          if (exit !== undefined) return exit;
          if (!frame.atomic) yield pass;
        }
        return undefined;
      case 'for-each':
        for (let counter = 0; counter < number(s.limit);) {
          counter = Math.fround(counter + 1);
          this.variables[s.variable.index] = counter;
          const exit = yield* this.run(s.body, frame);
          if (exit !== undefined) return exit;
          if (!frame.atomic) yield pass;
        }
        return undefined;
      case 'wait': {
        const milliseconds = toWhole(Math.fround(number(s.seconds) * 1000), 0, 2 ** 32 - 1);
        yield { until: this.hardware.now + milliseconds };
        return undefined;
      }
      case 'wait-until':
        while (value(s.condition) !== true) yield pass;
        return undefined;
      case 'broadcast':
        if (this.scheduler.broadcast(s.message)) throw END_SCRIPT;
        if (s.wait) while (this.scheduler.anyRunning(s.message)) yield pass;
        return undefined;
      case 'operation':
        this.hardware.command(s.operation as UnoCommandName, s.args.map(value), s.settings);
        return undefined;
      case 'call': {
        const args = s.args.map(value);
        yield* this.enter(s.procedure, args, frame.atomic || s.procedure.warp);
        return undefined;
      }
      case 'return':
        return { value: s.value === null ? null : value(s.value) };
      case 'stop-all':
        this.scheduler.stopAll();
        throw END_SCRIPT;
      case 'stop-others':
        this.scheduler.stopOthers();
        return undefined;
    }
  }

  private *enter(procedure: Procedure, args: readonly Value[], atomic: boolean): Generator<Pause, Value | null> {
    if (++this.calls > MAX_CALLS) {
      this.calls = 0;
      throw new RunError('stack-full');
    }
    const exit = yield* this.run(procedure.body, { procedure, args, atomic });
    this.calls = Math.max(0, this.calls - 1);
    return exit?.value ?? null;
  }

  private append(list: List, item: number): void {
    this.roomFor(list);
    this.lists[list.index]!.push(item);
  }

  private roomFor(list: List): void {
    if (this.lists[list.index]!.length >= list.capacity) throw new RunError('list-full');
  }

  /** 0-based place of a 1-based index, null outside of 1..length + `beyond`. */
  private place(list: List, index: number, beyond: number): number | null {
    const at = Math.floor(index) - 1;
    return at >= 0 && at < this.lists[list.index]!.length + beyond ? at : null;
  }

  private parameter({ index }: Parameter, frame: Frame): Value {
    return frame.args[index]!;
  }

  private value(e: Expression, frame: Frame): Value {
    switch (e.kind) {
      case 'number':
      case 'boolean':
      case 'text':
        return e.value;
      case 'variable':
        return this.variables[e.variable.index]!;
      case 'parameter':
        return this.parameter(e.parameter, frame);
      case 'item': {
        const at = this.place(e.list, Number(this.value(e.index, frame)), 0);
        return at === null ? 0 : this.lists[e.list.index]![at]!;
      }
      case 'length':
        return this.lists[e.list.index]!.length;
      case 'find': {
        const wanted = this.value(e.value, frame);
        return this.lists[e.list.index]!.findIndex((item) => item === wanted) + 1;
      }
      case 'call': {
        const args = e.args.map((arg) => this.value(arg, frame));
        const running = this.enter(e.procedure, args, true);
        for (;;) {
          const { done, value } = running.next();
          if (done === true)
            return value ?? (e.procedure.returns === 'boolean' ? false : e.procedure.returns === 'text' ? '' : 0);
        }
      }
      case 'operation':
        return this.operation(e, frame);
    }
  }

  private operation(e: Extract<Expression, { kind: 'operation' }>, frame: Frame): Value {
    const args = e.args.map((arg) => this.value(arg, frame));
    const arithmetic = ARITHMETIC[e.operation];
    if (arithmetic !== undefined) return arithmetic(...(args as number[]));
    const [a, b] = args;
    switch (e.operation) {
      case 'random':
        return this.pick(Number(a), Number(b));
      case 'equalBooleans':
        return a === b;
      case 'equalTexts':
        return foldCase(kept(a)) === foldCase(kept(b, false));
      case 'contains':
        return foldCase(kept(a)).includes(foldCase(String(b)));
      case 'and':
        return a === true && b === true;
      case 'or':
        return a === true || b === true;
      case 'not':
        return a !== true;
      case 'join':
        return String(a) + String(b);
      case 'letter':
        return Array.from(String(b))[Math.floor(Number(a)) - 1] ?? '';
      case 'textLength':
        return Array.from(String(a)).length;
      case 'numberText':
        return numberToText(Number(a));
      case 'booleanText':
        return String(a);
      case 'timer':
        return this.hardware.timer();
      case 'millis':
        return this.hardware.millis();
      case 'serialLine':
        return this.hardware.line;
      case 'serialNumber':
        return lineToNumber(this.hardware.line);
      case 'digitalRead':
        return this.hardware.level(Number(e.settings.pin));
      case 'analogRead':
        return this.hardware.analog(Number(e.settings.pin));
      case 'ultrasonic':
        return this.hardware.ultrasonic();
      default:
        throw new Error(`${e.operation} is no operation of the Uno`);
    }
  }

  private pick(from: number, to: number): number {
    const low = Math.min(from, to);
    const high = Math.max(from, to);
    if (!Number.isInteger(low) || !Number.isInteger(high)) return Math.fround(low + this.random() * (high - low));
    return low + Math.floor(this.random() * (high - low + 1));
  }
}

/** The machine keeps the left text of a comparison, and only so much of it. */
function kept(text: Value | undefined, limited = true): string {
  const string = String(text);
  if (limited && new TextEncoder().encode(string).length > KEPT_BYTES) throw new RunError('text-too-long');
  return string;
}
