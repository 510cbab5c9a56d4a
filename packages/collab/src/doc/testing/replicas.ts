import type { Random } from '@paperkite/kernel';
import type { BlockEdit, BlockId, BlockLocation, BlockStore, Slot } from '@paperkite/project';
import * as Y from 'yjs';
import { applyToRecord } from '../block-diff.ts';
import { targetMap } from '../layout.ts';
import { placeOf, readLocation, samePlace } from '../location.ts';
import type { Location } from '../location.ts';
import { createProjectDoc } from '../project-doc.ts';
import type { ProjectDoc } from '../project-doc.ts';
import { repair } from '../repair.ts';
import type { RepairSteps } from '../repair.ts';
import type { Blocks } from '../target-blocks.ts';
import { block } from './sample.ts';

const TARGET = 'sprite';

/** One person's copy of the blocks, with an editor that shows what the store tells it. */
export interface Replica {
  doc: ProjectDoc;
  store: BlockStore;
  /** What the editor shows: its own edits and those it was told, applied to a plain record. */
  editor: Blocks;
  /** Updates of the others that have not arrived, any of them possibly twice. */
  inbox: Uint8Array[];
}

export interface History {
  created: Set<BlockId>;
  deleted: Set<BlockId>;
  shadowParents: Map<BlockId, BlockId>;
}

export interface Scenario {
  replicas: Replica[];
  history: History;
}

const OPCODES = ['motion_movesteps', 'control_repeat', 'control_forever', 'operator_add', 'event_whenflagclicked'];
const SLOTS: Slot[] = ['next', 'next', 'next', 'input:SUBSTACK', 'input:NUM1', 'input:NUM2'];

/**
 * Three people edit the blocks of one sprite at random, as an editor would; updates travel shuffled, twice, and not all of
 * them at once. At the end everything has arrived everywhere.
 */
export function playScenario(random: Random, { steps = 40, undo = false } = {}): Scenario {
  const history: History = { created: new Set(), deleted: new Set(), shadowParents: new Map() };
  const replicas = Array.from({ length: 3 }, (): Replica => {
    const doc = createProjectDoc();
    const replica: Replica = { doc, store: doc.blockStore(TARGET), editor: {}, inbox: [] };
    replica.store.observe((edits) => (replica.editor = applyToRecord(replica.editor, edits)));
    return replica;
  });
  for (const replica of replicas)
    replica.doc.ydoc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'network') return;
      for (const other of replicas)
        if (other !== replica)
          for (let copies = random.next() < 0.2 ? 2 : 1; copies > 0; copies--) other.inbox.push(update);
    });

  for (let step = 0; step < steps; step++) {
    const replica = pick(replicas, random);
    const kind = random.next();
    if (kind < 0.3) deliver(replica, Math.ceil(random.next() * replica.inbox.length), random);
    else if (undo && kind < 0.4) replica.doc.undo();
    else {
      const edits = randomEdits(replica.store.read(), `b${step}`, random, history);
      replica.editor = applyToRecord(replica.editor, edits);
      replica.store.apply(edits);
    }
  }
  for (const replica of replicas) deliver(replica, replica.inbox.length, random);
  return { replicas, history };
}

function deliver({ doc, inbox }: Replica, count: number, random: Random): void {
  for (let i = 0; i < count; i++) {
    const [update] = inbox.splice(Math.floor(random.next() * inbox.length), 1);
    Y.applyUpdate(doc.ydoc, update!, 'network');
  }
}

const pick = <T>(from: readonly T[], random: Random): T => from[Math.floor(random.next() * from.length)]!;

/** What a person might do next, given what they see. */
function randomEdits(seen: Blocks, newId: BlockId, random: Random, history: History): BlockEdit[] {
  const ids = Object.keys(seen).filter((id) => !seen[id]!.shadow);
  const kind = random.next();
  if (ids.length === 0 || kind < 0.35) {
    history.created.add(newId);
    const at = ids.length > 0 && random.next() < 0.7 ? slotOf(pick(ids, random), random) : place(random);
    return [{ kind: 'create', block: block(newId, at, pick(OPCODES, random)) }, ...makeRoom(seen, at, newId)];
  }
  const id = pick(ids, random);
  if (kind < 0.45) {
    const shadow = `${id}~NUM1`;
    if (seen[shadow]) return [{ kind: 'set-field', id: shadow, name: 'NUM', field: { value: random.next() } }];
    history.created.add(shadow);
    history.shadowParents.set(shadow, id);
    return [
      { kind: 'create', block: block(shadow, { parent: id, slot: 'shadow:NUM1' }, 'math_number', { shadow: true }) },
    ];
  }
  const subtree = descendants(seen, id);
  if (kind < 0.55) {
    for (const gone of subtree) history.deleted.add(gone);
    return [{ kind: 'delete', ids: [...subtree] }];
  }
  const others = ids.filter((other) => !subtree.has(other));
  const at = others.length > 0 && random.next() < 0.8 ? slotOf(pick(others, random), random) : place(random);
  return [{ kind: 'move', id, at }, ...makeRoom(seen, at, id)];
}

const place = (random: Random): BlockLocation => ({
  x: Math.floor(random.next() * 500),
  y: Math.floor(random.next() * 500),
});
const slotOf = (parent: BlockId, random: Random): BlockLocation => ({ parent, slot: pick(SLOTS, random) });

/** An editor lets the block that was in the slot hang below the new one, or pushes it out. */
function makeRoom(seen: Blocks, at: BlockLocation, newcomer: BlockId): BlockEdit[] {
  if (!('parent' in at)) return [];
  const old = Object.values(seen).find(
    (one) => 'parent' in one.at && one.at.parent === at.parent && one.at.slot === at.slot && one.id !== newcomer,
  );
  if (!old) return [];
  const statement = at.slot === 'next' || at.slot === 'input:SUBSTACK';
  const free =
    statement &&
    !Object.values(seen).some((one) => 'parent' in one.at && one.at.parent === newcomer && one.at.slot === 'next');
  return [{ kind: 'move', id: old.id, at: free ? { parent: newcomer, slot: 'next' } : { x: 1, y: 1 } }];
}

function descendants(seen: Blocks, root: BlockId): Set<BlockId> {
  const found = new Set([root]);
  for (const id of found)
    for (const one of Object.values(seen)) if ('parent' in one.at && one.at.parent === id) found.add(one.id);
  return found;
}

/** How many blocks the repair shows elsewhere than where they were put. */
export function displacedCount({ doc, store }: Replica): number {
  const stored = targetMap(doc.ydoc, TARGET, 'locations');
  return Object.values(store.read()).filter(({ id, at }) => !samePlace(placeOf(readLocation(stored.get(id))!), at))
    .length;
}

/** The places that a (possibly wrong) repair makes of a replica's stored locations. */
export function repairedPlaces({ doc }: Replica, steps: RepairSteps): Map<BlockId, BlockLocation> {
  const bodies = targetMap(doc.ydoc, TARGET, 'bodies');
  const locations = new Map<BlockId, Location>();
  for (const [id, stored] of targetMap(doc.ydoc, TARGET, 'locations').entries()) {
    const location = readLocation(stored);
    if (location && bodies.has(id)) locations.set(id, location);
  }
  const body = (id: BlockId) => bodies.get(id) as [string, 0 | 1];
  return repair(
    { locations, isShadow: (id) => body(id)[1] === 1, endsStack: (id) => body(id)[0] === 'control_forever' },
    steps,
  );
}

/** Blocks that ought to be seen: created, deleted by nobody, and for shadows, with a parent that is there. */
export function expectedBlocks({ created, deleted, shadowParents }: History): BlockId[] {
  const alive = (id: BlockId): boolean => created.has(id) && !deleted.has(id);
  return [...created].filter((id) => alive(id) && (!shadowParents.has(id) || alive(shadowParents.get(id)!))).sort();
}
