import { typeOf } from '../../analysis/infer-types.ts';
import type { Expression, Procedure, Script } from '../../ir/nodes.ts';
import type { Type } from '../../ir/types.ts';
import { calledMode, commandMode } from '../call.ts';
import type { FunctionContext, Mode, ProgramContext } from '../context.ts';
import { FUEL } from '../fuel.ts';
import { makeFunction } from '../function.ts';
import { Writer } from '../writer.ts';
import { frameCell, hoistAll, type HoistTarget } from './hoist.ts';
import { parameterKey } from './keys.ts';
import type { SteppedFunction } from './tables.ts';

/** What the functions of one stepped program share. */
export interface SteppedContext {
  program: ProgramContext;
  /** Every block is a state of its own and asks whether to halt. */
  debug: boolean;
  /** Asks for the machine of a procedure and answers its number. */
  machine(procedure: Procedure, mode: Mode): number;
}

/** Where a machine comes from. */
export interface MachineSource {
  owner: number;
  /** Script or procedure. */
  script: Script | null;
  procedure: Procedure | null;
  mode: Mode;
  name: string;
}

/**
 * How a place calls a procedure: as a machine, as a generator that is waited for, as a plain function, or as one that may be
 * left and finished (`site.ts`).
 */
type CallForm = { kind: 'machine' | 'generator' | 'plain' | 'long'; mode: Mode };

/** How the place that is being written calls a procedure, within an expression or as a statement. */
function callForm(c: SteppedContext, f: FunctionContext, procedure: Procedure, isStatement: boolean): CallForm {
  if (c.debug) return { kind: 'machine', mode: f.mode === 'slow' && !procedure.warp ? 'slow' : 'warp' };
  const mode = isStatement ? commandMode(f, procedure) : calledMode(f, procedure);
  if (mode === 'long') return { kind: 'long', mode };
  if (!c.program.isGenerator(procedure, mode)) return { kind: 'plain', mode };
  // Loops without screen refresh that wait for nothing stay as fast as they are: they are finished before any change.
  const isMachine = mode === 'slow' || c.program.effects(procedure).waits;
  return { kind: isMachine ? 'machine' : 'generator', mode };
}

/**
 * A function while it is written as a state machine: `switch` over the frame's state inside a loop. Statements that cannot
 * give way stand in it as they are.
 */
export class MachineWriter implements HoistTarget {
  readonly c: SteppedContext;
  readonly source: MachineSource;
  readonly f: FunctionContext;
  readonly sites: string[] = ['start'];
  readonly keys: string[];
  readonly #declarations: () => string[];
  readonly #kinds: Type[];
  readonly #spills = new Set<number>();
  readonly #named = new Map<string, number>();
  /** Source map index and id of the block that is being written. */
  #block = -1;
  #blockId = '';
  #spilled = 0;

  constructor(c: SteppedContext, source: MachineSource) {
    this.c = c;
    this.source = source;
    const made = makeFunction(c.program, source.owner, source.procedure, source.mode, false, 'return -1;');
    this.f = made.f;
    this.#declarations = made.declarations;
    const { procedure } = source;
    this.keys = procedure?.parameters.map((parameter) => parameterKey(procedure, parameter)) ?? [];
    this.#kinds = procedure?.parameters.map(({ type }) => type) ?? [];
  }

  /** What follows belongs to this block. */
  enter(id: string): void {
    this.#blockId = id;
    this.#block = this.c.program.block(this.source.owner, id);
    this.#spilled = 0;
  }

  line(text: string): void {
    this.f.writer.line(text, this.#block);
  }

  /** A new state. */
  label(): number {
    return this.sites.push('') - 1;
  }

  /** What follows is the state. */
  mark(label: number): void {
    this.f.writer.line(`case ${label}:`, this.#block);
  }

  go(label: number): string {
    return `{ pc = ${label}; continue run; }`;
  }

  /** Notes that frames may be left in a state. */
  keep(label: number, kind: string): void {
    const site = `${this.#blockId} ${kind}`;
    const count = this.#named.get(site) ?? 0;
    this.#named.set(site, count + 1);
    this.sites[label] = count === 0 ? site : `${site}${count}`;
  }

  /** A state before the block, where a debugger may halt. */
  halt(kind: 'before' | 'again' | 'enter', label = this.label()): void {
    if (this.sites[label] === '') this.keep(label, kind);
    this.mark(label);
    if (this.c.debug) this.line(`if (watch.on && at(m, f, ${label})) return -4;`);
  }

  /** A value that the frame keeps for the block; `a` of them is as good as a parameter. */
  value(name: string): string {
    return `v[${this.keys.push(`${this.#blockId} ${name}`) - 1}]`;
  }

  text(expression: Expression): string {
    return this.f.text(expression);
  }

  /** Takes calls that may give way out of expressions. */
  hoist(...values: readonly Expression[]): Expression[] {
    return hoistAll(this, values);
  }

  leaves(procedure: Procedure): boolean {
    return callForm(this.c, this.f, procedure, false).kind !== 'plain';
  }

  /** The same of a call that is a statement. */
  leavesAsStatement(procedure: Procedure): boolean {
    return callForm(this.c, this.f, procedure, true).kind !== 'plain';
  }

  call(procedure: Procedure, args: readonly Expression[]): Expression {
    const cell = this.#cell(procedure.returns.type);
    this.writeCall(procedure, args, cell.index);
    return cell.expression;
  }

  spill(value: Expression): Expression {
    const { index, expression } = this.#cell(typeOf(value));
    this.line(`a${index} = v[${index}] = ${this.text(value)};`);
    return expression;
  }

  /** Writes a call that may give way; its value goes into a cell of the frame. Arguments hold no such call. */
  writeCall(procedure: Procedure, args: readonly Expression[], into: number | null): void {
    const { kind, mode } = callForm(this.c, this.f, procedure, into === null);
    const values = args.map((arg) => this.text(arg));
    const store = into === null ? '' : `a${into} = v[${into}] = `;
    if (kind === 'generator') {
      const name = this.c.program.variant(procedure, mode);
      return this.wait(`${name}(${['t', ...values].join(', ')})`, { store, kind: 'run' });
    }
    if (kind === 'long') {
      const done = this.label();
      this.line(`fuel = ${FUEL}; ${this.c.program.variant(procedure, mode)}(${['t', ...values].join(', ')});`);
      this.line(`if (left === null) ${this.go(done)}`);
      this.wait('finish()', { kind: 'run' });
      return this.mark(done);
    }
    const after = this.label();
    this.keep(after, 'in');
    const machine = this.c.machine(procedure, mode);
    this.line(`call(m, f, ${after}, ${machine}, [${values.join(', ')}]);`);
    this.line(`return ${this.#isRecursion(procedure, mode) ? 0 : -2};`);
    this.mark(after);
    if (store !== '') this.line(`${store}m.value;`);
  }

  /** Delegates to a generator of the runtime until it ends. */
  wait(generator: string, { store = '', kind = 'in' } = {}): void {
    const waiting = this.label();
    this.keep(waiting, kind);
    this.line(`f.wait = ${generator};`);
    this.mark(waiting);
    const result = this.f.temporary();
    this.line(`if (!(${result} = f.wait.next()).done) { f.pc = ${waiting}; return ${result}.value; }`);
    this.line(`f.wait = null;${store === '' ? '' : ` ${store}${result}.value;`}`);
  }

  /** The function's text and table. */
  finish(): { writer: Writer; table: SteppedFunction } {
    const out = new Writer();
    const { owner, script, procedure, name } = this.source;
    const cells = [...this.#kinds.keys(), ...this.#spills];
    out.line(`function ${name}(t, f, m) {`);
    out.indent();
    out.line('const v = f.v;');
    if (cells.length > 0) out.line(`let ${cells.map((index) => `a${index} = v[${index}]`).join(', ')};`);
    for (const declaration of this.#declarations()) out.line(declaration);
    out.line('let pc = f.pc;');
    out.line('run: for (;;) switch (pc) {');
    out.line('case 0:');
    out.append(this.f.writer);
    out.line('m.value = ""; return -1;');
    out.line('}');
    out.outdent();
    out.line('}');
    const table: SteppedFunction = {
      target: owner,
      block: procedure?.definition ?? script?.topBlock ?? '',
      procedure: procedure?.code ?? null,
      warp: this.source.mode !== 'slow',
      parameters: procedure?.parameters.map((parameter) => parameter.name) ?? [],
      sites: this.sites,
      keys: this.keys,
      kinds: this.#kinds,
    };
    return { writer: out, table };
  }

  #cell(type: Type): { index: number; expression: Expression } {
    const index = this.keys.push(`${this.#blockId} #${this.#spilled++}`) - 1;
    this.#spills.add(index);
    return { index, expression: frameCell(index, type) };
  }

  /** With screen refresh, recursion gives way before the procedure starts. */
  #isRecursion(procedure: Procedure, mode: Mode): boolean {
    const { effects } = this.c.program;
    const own = this.source.procedure;
    if (mode !== 'slow' || own === null) return false;
    return effects(procedure).recursive && effects(procedure).component === effects(own).component;
  }
}
