import type { Block, BlockEdit, BlockId, BlockLocation, Slot } from '@paperkite/project';
import { isChild } from '@paperkite/project';
import { childrenOf, shadowId, withDescendants } from '../src/document/children.ts';
import { type Procedure, procedureMutation } from '../src/procedures/procedure.ts';
import { newProcedureEdits } from '../src/procedures/procedure-edits.ts';
import { fits } from '../src/document/shape.ts';
import { OPCODES, specOf } from '../src/vocabulary/vocabulary.ts';

/** Decisions drawn from a list of numbers, so that a failing case shrinks. */
export class Tape {
  private at = 0;
  private readonly numbers: readonly number[];

  constructor(numbers: readonly number[]) {
    this.numbers = numbers;
  }

  get done(): boolean {
    return this.at >= this.numbers.length;
  }

  below(n: number): number {
    return n <= 0 ? 0 : (this.numbers[this.at++] ?? 0) % n;
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }
}

type Blocks = Record<BlockId, Block>;

const SPECIAL = ['procedures_definition', 'procedures_prototype', 'procedures_call'];

/** Opcodes that stand by themselves on a workspace. */
export const FREE_OPCODES = OPCODES.filter((opcode) => specOf(opcode)!.shape !== 'menu' && !SPECIAL.includes(opcode));

/** A block of that opcode with its fields and the shadows of its inputs. */
export function freshBlock(id: BlockId, opcode: string, at: BlockLocation, tape: Tape): Block[] {
  const spec = specOf(opcode);
  if (!spec) return [{ id, opcode, fields: { PORT: { value: 'A' } }, mutation: { odd: [1, null] }, shadow: false, at }];
  const block: Block = { id, opcode, fields: {}, shadow: false, at };
  const made = [block];
  for (const arg of spec.args) {
    if (arg.kind === 'named') {
      const n = tape.below(3);
      block.fields[arg.name] = { value: `name ${n}`, id: `id${n}` };
    } else if (arg.kind === 'menu' || arg.kind === 'text') {
      block.fields[arg.name] = { value: opcode === 'control_stop' ? 'all' : `choice ${tape.below(3)}` };
    } else if (arg.kind === 'value' && arg.shadow) {
      const field = { value: arg.shadow.opcode === 'colour_picker' ? '#112233' : `${tape.below(100)}` };
      made.push({
        id: tape.below(2) === 0 ? shadowId(id, arg.name) : `shadow of ${id} ${arg.name}`,
        opcode: arg.shadow.opcode,
        fields: { [arg.shadow.field]: arg.shadow.field === 'BROADCAST_OPTION' ? { value: 'go', id: 'id9' } : field },
        shadow: true,
        at: { parent: id, slot: `shadow:${arg.name}` },
      });
    }
  }
  if (opcode === 'control_stop') block.mutation = { tagName: 'mutation', children: [], hasnext: 'false' };
  return made;
}

/** Every place where this block could stand: free slots of blocks that are not below it. */
export function placesFor(block: Block, blocks: Blocks): BlockLocation[] {
  const children = childrenOf(blocks);
  const below = new Set(withDescendants(block.id, children));
  const places: BlockLocation[] = [];
  for (const parent of Object.values(blocks)) {
    if (below.has(parent.id) || parent.opcode === 'procedures_prototype') continue;
    if (isChild(parent.at) && parent.at.slot.startsWith('shadow:')) continue;
    const spec = specOf(parent.opcode);
    const inputs = spec ? spec.args.map((arg) => arg.name) : ['WHERE'];
    for (const slot of ['next', ...inputs.map((name) => `input:${name}` as const)] as Slot[]) {
      if (children.get(parent.id)?.has(slot)) continue;
      const at = { parent: parent.id, slot };
      const moved = { ...blocks, [block.id]: { ...block, at } };
      const after = childrenOf(moved);
      const near = [block.id, ...(after.get(block.id)?.values() ?? []), ...(after.get(parent.id)?.values() ?? [])];
      if (near.every((id) => fits(moved[id]!, moved, after))) places.push(at);
    }
  }
  return places;
}

const somewhere = (tape: Tape): BlockLocation => ({ x: tape.below(40) * 25, y: tape.below(40) * 25 });

/** One random, sensible edit of these blocks. */
export function randomEdits(blocks: Blocks, tape: Tape, newId: () => string): BlockEdit[] {
  const real = Object.values(blocks).filter((block) => !block.shadow && !SPECIAL.includes(block.opcode));
  const kind = tape.below(10);
  if (kind < 4 || real.length === 0) return creation(blocks, tape, newId);
  const block = tape.pick(real)!;
  if (kind < 7) return [{ kind: 'move', id: block.id, at: tape.pick([somewhere(tape), ...placesFor(block, blocks)])! }];
  if (kind < 8) return [{ kind: 'delete', ids: withDescendants(block.id, childrenOf(blocks)) }];
  return changeOfField(blocks, tape);
}

const ANSWERS = ['nothing', 'value', 'condition'] as const;

function creation(blocks: Blocks, tape: Tape, newId: () => string): BlockEdit[] {
  const dice = tape.below(20);
  if (dice === 0) {
    const parts = [
      { kind: 'label', text: 'jump' },
      { kind: 'text', id: 'p1', name: 'height' },
      { kind: 'boolean', id: 'p2', name: 'high?' },
    ] as const;
    return newProcedureEdits({ parts: [...parts], warp: false, answers: tape.pick(ANSWERS)! }, somewhere(tape), newId);
  }
  if (dice === 1) {
    const id = newId();
    const answers = tape.pick(ANSWERS)!;
    const procedure: Procedure = { parts: [{ kind: 'text', id: 'p1', name: '' }], warp: true, answers };
    const call: Block = {
      id,
      opcode: 'procedures_call',
      fields: {},
      mutation: procedureMutation(procedure, 'call'),
      shadow: false,
      at: somewhere(tape),
    };
    const text: Block = {
      id: shadowId(id, 'p1'),
      opcode: 'text',
      fields: { TEXT: { value: 'x' } },
      shadow: true,
      at: { parent: id, slot: 'shadow:p1' },
    };
    return [
      { kind: 'create', block: call },
      { kind: 'create', block: text },
    ];
  }
  const opcode = dice === 2 ? 'ev3_beepNote' : tape.pick(FREE_OPCODES)!;
  const made = freshBlock(newId(), opcode, somewhere(tape), tape);
  const at = tape.pick([made[0]!.at, ...placesFor(made[0]!, { ...blocks, [made[0]!.id]: made[0]! })])!;
  return [{ ...made[0]!, at }, ...made.slice(1)].map((block) => ({ kind: 'create', block }));
}

function changeOfField(blocks: Blocks, tape: Tape): BlockEdit[] {
  const withField = Object.values(blocks).filter(
    (block) => specOf(block.opcode) && block.opcode !== 'control_stop' && Object.keys(block.fields).length > 0,
  );
  const block = tape.pick(withField);
  const name = block && tape.pick(Object.keys(block.fields));
  if (!block || name === undefined) return [];
  const old = block.fields[name]!;
  const n = tape.below(4);
  const value = block.opcode === 'colour_picker' ? `#00000${n}` : `value ${n}`;
  return [{ kind: 'set-field', id: block.id, name, field: old.id === undefined ? { value } : { value, id: `id${n}` } }];
}

/** Ids that differ within one run and repeat in the next. */
export function counter(prefix: string): () => string {
  let n = 0;
  return () => `${prefix}${n++}`;
}

/** A random forest that any editor could have made. */
export function randomForest(numbers: readonly number[]): Blocks {
  const tape = new Tape(numbers);
  const newId = counter('b');
  const blocks: Blocks = {};
  while (!tape.done) {
    for (const edit of creation(blocks, tape, newId)) if (edit.kind === 'create') blocks[edit.block.id] = edit.block;
  }
  return blocks;
}
