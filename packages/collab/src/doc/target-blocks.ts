import type { Block, BlockId, BlockLocation, Field, Json, TargetId } from '@paperkite/project';
import { endsStack } from '@paperkite/project';
import type * as Y from 'yjs';
import { asRecord, asScalar, asString, emptyRecord } from './guards.ts';
import { partKey, splitKey, targetMap } from './layout.ts';
import { MAX_LAMPORT, placeOf, readLocation, samePlace } from './location.ts';
import type { Location, Stamp } from './location.ts';
import { repair } from './repair.ts';

interface Body {
  opcode: string | undefined;
  shadow: boolean;
  fields: Record<string, Field>;
  mutation?: Record<string, Json>;
  comment?: string;
}

/** Parts of a block's body in the `bodies` map, see `partKey`. */
export const BODY_PARTS = { field: 'f', mutation: 'm', comment: 'c' } as const;

export type StoredBody = [opcode: string, shadow: 0 | 1];
export type StoredField = [value: Field['value'], id?: string];

export type Blocks = Readonly<Record<BlockId, Block>>;

/**
 * The blocks of one target as they are stored, parsed, and as everybody sees them, repaired. Follows the document key by
 * key; blocks that did not change stay the same objects from one view to the next.
 */
export class TargetBlocks {
  readonly #locationMap: Y.Map<unknown>;
  readonly #bodyMap: Y.Map<unknown>;
  readonly #locations = new Map<BlockId, Location>();
  readonly #bodies = new Map<BlockId, Body>();
  readonly #touched = new Set<BlockId>();
  #view: Blocks = emptyRecord();
  #displaced = new Set<BlockId>();
  #stale = true;
  readonly #client: () => number;
  #lamport = 0;

  constructor(doc: Y.Doc, target: TargetId) {
    this.#client = () => doc.clientID;
    this.#locationMap = targetMap(doc, target, 'locations');
    this.#bodyMap = targetMap(doc, target, 'bodies');
    for (const id of this.#locationMap.keys()) this.#followLocation(id);
    for (const key of this.#bodyMap.keys()) this.#followBody(key);
  }

  /** Takes over what the document now holds under these keys of one of the two maps. */
  follow(area: 'locations' | 'bodies', keys: Iterable<string>): void {
    for (const key of keys) {
      if (area === 'locations') this.#followLocation(key);
      else this.#followBody(key);
    }
    this.#stale = true;
  }

  /** The repaired blocks: always a valid forest. Do not change what is returned. */
  get view(): Blocks {
    if (this.#stale) this.#refresh();
    return this.#view;
  }

  /** Blocks that the repair shows elsewhere than where they were put. */
  get displaced(): ReadonlySet<BlockId> {
    if (this.#stale) this.#refresh();
    return this.#displaced;
  }

  /** A stamp for a new location: newer than everything seen here. */
  stamp(): Stamp {
    this.#lamport = Math.min(this.#lamport + 1, MAX_LAMPORT);
    return { lamport: this.#lamport, client: this.#client() };
  }

  /** Whether the block exists, as of the writes followed so far. */
  has(id: BlockId): boolean {
    return this.#locations.has(id) && this.#bodies.get(id)?.opcode !== undefined;
  }

  /** Where the block was put, whatever the repair makes of it. */
  locationOf(id: BlockId): Location | undefined {
    return this.#locations.get(id);
  }

  /** The keys of the `bodies` map that belong to a block. */
  bodyKeysOf(id: BlockId): string[] {
    const body = this.#bodies.get(id);
    if (!body) return [];
    return [
      ...(body.opcode === undefined ? [] : [id]),
      ...Object.keys(body.fields).map((name) => partKey(id, BODY_PARTS.field + name)),
      ...(body.mutation ? [partKey(id, BODY_PARTS.mutation)] : []),
      ...(body.comment === undefined ? [] : [partKey(id, BODY_PARTS.comment)]),
    ];
  }

  #followLocation(id: BlockId): void {
    const location = readLocation(this.#locationMap.get(id));
    this.#touched.add(id);
    if (!location) return void this.#locations.delete(id);
    this.#locations.set(id, location);
    if (location.lamport > this.#lamport) this.#lamport = location.lamport;
  }

  #followBody(key: string): void {
    const { id, part } = splitKey(key);
    this.#touched.add(id);
    const value = this.#bodyMap.get(key);
    let body = this.#bodies.get(id);
    if (!body) {
      if (value === undefined) return;
      this.#bodies.set(id, (body = { opcode: undefined, shadow: false, fields: {} }));
    }
    if (part === '') {
      body.opcode = Array.isArray(value) && typeof value[0] === 'string' ? value[0] : undefined;
      body.shadow = Array.isArray(value) && value[1] === 1;
    } else if (part[0] === BODY_PARTS.field) {
      const { [part.slice(1)]: _old, ...others } = body.fields;
      const field = readField(value);
      body.fields = field ? { ...others, [part.slice(1)]: field } : others;
    } else if (part === BODY_PARTS.mutation) body.mutation = asRecord(value);
    else if (part === BODY_PARTS.comment) body.comment = typeof value === 'string' ? value : undefined;
    if (value === undefined && isEmpty(body)) this.#bodies.delete(id);
  }

  #refresh(): void {
    const alive = new Map<BlockId, Location>();
    for (const [id, location] of this.#locations)
      if (this.#bodies.get(id)?.opcode !== undefined) alive.set(id, location);
    const places = repair({
      locations: alive,
      isShadow: (id) => this.#bodies.get(id)!.shadow,
      endsStack: (id) => {
        const { opcode = '', fields } = this.#bodies.get(id)!;
        return endsStack({ opcode, fields });
      },
    });
    const before = this.#view;
    const view: Record<BlockId, Block> = emptyRecord();
    this.#displaced = new Set();
    for (const [id, at] of places) {
      const old = before[id];
      view[id] = old && !this.#touched.has(id) && samePlace(old.at, at) ? old : toBlock(id, this.#bodies.get(id)!, at);
      if (!samePlace(placeOf(alive.get(id)!), at)) this.#displaced.add(id);
    }
    this.#view = view;
    this.#touched.clear();
    this.#stale = false;
  }
}

const isEmpty = (body: Body): boolean =>
  body.opcode === undefined &&
  body.mutation === undefined &&
  body.comment === undefined &&
  Object.keys(body.fields).length === 0;

function readField(value: unknown): Field | undefined {
  if (!Array.isArray(value)) return undefined;
  const id = asString(value[1], '');
  return { value: asScalar(value[0], ''), ...(id !== '' && { id }) };
}

function toBlock(id: BlockId, body: Body, at: BlockLocation): Block {
  return {
    id,
    opcode: body.opcode!,
    fields: body.fields,
    shadow: body.shadow,
    at,
    ...(body.mutation && { mutation: body.mutation }),
    ...(body.comment !== undefined && { comment: body.comment }),
  };
}
