import { unwrap } from '@paperkite/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryBoardProject, arbitraryProject, PATIENCE, runs, squareAssets } from '../test/arbitrary-project.ts';
import { assetHashes } from './assets/asset.ts';
import { BLANK_BACKDROP, MISSING_COSTUME, MISSING_SOUND } from './assets/builtin.ts';
import { sha256Hex } from './assets/hashes.ts';
import { sniffAsset } from './assets/sniff.ts';
import type { Block, BlockLocation, BoardPart, BoardTarget, Monitor, Project, Target } from './document.ts';
import { DOCUMENT_FORMAT } from './document.ts';
import { emptyProject, newBoard, newSprite } from './empty-project.ts';
import { parseProject } from './parse-project.ts';
import { snapshotHash } from './snapshot-hash.ts';

const codeOf = (json: unknown) => {
  const result = parseProject(json);
  return result.ok ? 'ok' : result.error.code;
};
const part = (id: string): BoardPart => ({ id, kind: 'led', x: 0, y: 0, pins: { anode: 'D13' }, settings: {} });
const withBoards = ({ targets, monitors = [] }: { targets: Target[]; monitors?: Monitor[] }): Project => ({
  ...emptyProject('x'),
  targets: [...emptyProject('x').targets, ...targets],
  monitors,
});
const withBoard = (change: Partial<BoardTarget>): Project =>
  withBoards({ targets: [{ ...newBoard('b', 'microbit'), ...change }] });
const monitorOf = (target: string): Monitor => ({
  id: 'm',
  opcode: 'data_variable',
  params: {},
  target,
  mode: 'default',
  visible: true,
  x: 0,
  y: 0,
  width: 0,
  height: 0,
});
const sprite = () => newSprite('Cat', emptyProject('').targets[0]!.costumes, 1);
const withSprite = (change: object): unknown => {
  const project = emptyProject('x');
  return { ...project, targets: [...project.targets, { ...sprite(), ...change }] };
};
const block = (id: string, at: BlockLocation, more: Partial<Block> = {}): Block => ({
  id,
  opcode: 'x_y',
  fields: {},
  shadow: false,
  at,
  ...more,
});

describe('an empty project', () => {
  it('is valid, the same every time, and names the assets that come with it', async () => {
    const project = emptyProject('放纸鸢');
    expect(unwrap(parseProject(project))).toEqual(project);
    expect(emptyProject('放纸鸢')).toEqual(project);
    expect(assetHashes(project)).toEqual([BLANK_BACKDROP.hash]);
    expect(unwrap(parseProject({ ...project, targets: [...project.targets, sprite()] })).targets).toHaveLength(2);
  });

  it.each([BLANK_BACKDROP, MISSING_COSTUME, MISSING_SOUND])(
    'has built-in assets with the hashes that are written out',
    async (one) => {
      expect(await sha256Hex(one.asset().bytes)).toBe(one.hash);
      expect(sniffAsset(one.asset().bytes)).toBeDefined();
    },
  );
});

describe('parsing project documents', () => {
  it('copies any valid project and drops what the format does not know', async () => {
    const { hash } = await squareAssets();
    fc.assert(
      fc.property(arbitraryProject(hash), (project) => {
        const parsed = unwrap(parseProject({ ...project, stranger: 1 }));
        expect(parsed).toEqual(project);
        expect(parsed.targets).not.toBe(project.targets);
      }),
      runs(2_000, 100),
    );
  });

  it(
    'refuses any project with one member replaced by nonsense, or keeps it valid; never throws',
    async () => {
      const { hash } = await squareAssets();
      const nonsense = fc.oneof(fc.constantFrom(null, undefined, -1, 1e9, '', '__proto__', NaN, [], {}), fc.anything());
      fc.assert(
        fc.property(
          fc.oneof(arbitraryProject(hash), arbitraryBoardProject(hash)),
          fc.infiniteStream(fc.nat()),
          nonsense,
          (project, picks, value) => {
            const result = parseProject(replaceSomewhere(structuredClone(project), picks, value));
            if (result.ok) expect(unwrap(parseProject(result.value))).toEqual(result.value);
            else expect(result.error.code).toMatch(/^[a-z-]+$/);
          },
        ),
        runs(20_000, 1_000),
      );
    },
    PATIENCE,
  );

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'structure-invalid'],
    ['no format', {}, 'structure-invalid'],
    ['a newer format', { ...emptyProject('x'), format: DOCUMENT_FORMAT + 1 }, 'format-too-new'],
    ['no stage', { ...emptyProject('x'), targets: [] }, 'stage-missing'],
    [
      'the stage not first',
      { ...emptyProject('x'), targets: [sprite(), ...emptyProject('x').targets] },
      'stage-missing',
    ],
    ['one id for two targets', withSprite({ id: 'stage' }), 'structure-invalid'],
    ['a costume that is not there', withSprite({ currentCostume: 1 }), 'structure-invalid'],
    ['no costume', withSprite({ costumes: [] }), 'structure-invalid'],
    [
      'a hash in capitals',
      withSprite({ costumes: [{ ...sprite().costumes[0], asset: 'A'.repeat(64) }] }),
      'structure-invalid',
    ],
    ['a block under another name', withSprite({ blocks: { a: block('b', { x: 0, y: 0 }) } }), 'structure-invalid'],
    [
      'a parent that is not there',
      withSprite({ blocks: { a: block('a', { parent: 'b', slot: 'next' }) } }),
      'structure-invalid',
    ],
    [
      'an unknown slot',
      withSprite({ blocks: { a: block('a', { parent: 'a', slot: 'side' as never }) } }),
      'structure-invalid',
    ],
    [
      'two blocks in one slot',
      withSprite({
        blocks: {
          a: block('a', { x: 0, y: 0 }),
          b: block('b', { parent: 'a', slot: 'next' }),
          c: block('c', { parent: 'a', slot: 'next' }),
        },
      }),
      'structure-invalid',
    ],
    [
      'a comment that is not there',
      withSprite({ blocks: { a: block('a', { x: 0, y: 0 }, { comment: 'c' }) } }),
      'structure-invalid',
    ],
    [
      'a block inside itself',
      withSprite({ blocks: { a: block('a', { parent: 'a', slot: 'next' }) } }),
      'blocks-cyclic',
    ],
    [
      'a list of 200,001',
      withSprite({ lists: { l: { name: 'l', items: Array<number>(200_001).fill(0) } } }),
      'list-too-long',
    ],
    ['a sprite after a board', withBoards({ targets: [newBoard('b', 'microbit'), sprite()] }), 'structure-invalid'],
    ['a fifth board', withBoards({ targets: [1, 2, 3, 4, 5].map(() => newBoard('b', 'microbit')) }), 'too-many-boards'],
    ['an unknown board', withBoard({ board: 'mega' as never }), 'structure-invalid'],
    ['text mode of an Uno', withBoard({ board: 'arduino-uno', mode: 'text' }), 'structure-invalid'],
    ['a program of 65,537 letters', withBoard({ text: 'x'.repeat(65_537) }), 'structure-invalid'],
    [
      '41 parts on a bench',
      withBoard({ parts: Array.from({ length: 41 }, (_, i) => part(`${i}`)) }),
      'structure-invalid',
    ],
    ['two parts of one id', withBoard({ parts: [part('a'), part('a')] }), 'structure-invalid'],
    ['a part of no kind', withBoard({ parts: [{ ...part('a'), kind: 'laser' as never }] }), 'structure-invalid'],
    [
      'a monitor of a board',
      withBoards({ targets: [{ ...newBoard('b', 'microbit'), id: 'b' }], monitors: [monitorOf('b')] }),
      'structure-invalid',
    ],
    ['a monitor of nobody', { ...emptyProject('x'), monitors: [{ target: 'x' }] }, 'structure-invalid'],
  ])('refuses %s', (_, json, code) => {
    expect(codeOf(json)).toBe(code);
  });

  it('refuses values that contain themselves', () => {
    const loop: Record<string, unknown> = { ...emptyProject('x') };
    loop['unknown'] = { loop };
    expect(codeOf(loop)).toBe('json-too-deep');
  });
});

describe('the format', () => {
  it('is the oldest that says it: whoever has no board gets the same snapshot as before boards', async () => {
    const project = emptyProject('x');
    expect(unwrap(parseProject({ ...project, format: 2 }))).toEqual({ ...project, format: 1 });
    expect(await snapshotHash({ ...project, format: 2 })).toBe(await snapshotHash(project));
    const withOne = withBoard({});
    expect(unwrap(parseProject(withOne)).format).toBe(2);
    expect(await snapshotHash({ ...withOne, format: 1 })).toBe(await snapshotHash({ ...withOne, format: 2 }));
    expect(await snapshotHash(withOne)).not.toBe(await snapshotHash(project));
  });
});

describe('the snapshot hash', () => {
  it('changes with any change that matters and with no other', async () => {
    const project = emptyProject('x');
    const reordered = Object.fromEntries(Object.entries(project).reverse()) as unknown as Project;
    expect(await snapshotHash(reordered)).toBe(await snapshotHash(project));
    expect(await snapshotHash({ ...project, unknown: undefined })).toBe(await snapshotHash(project));
    expect(await snapshotHash({ ...project, title: 'y' })).not.toBe(await snapshotHash(project));
  });

  it('is the same where the browser hides its digests', async () => {
    const expected = await snapshotHash(emptyProject('x'));
    const real = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!;
    Object.defineProperty(globalThis, 'crypto', { value: { getRandomValues: () => 0 }, configurable: true });
    try {
      expect(await snapshotHash(emptyProject('x'))).toBe(expected);
    } finally {
      Object.defineProperty(globalThis, 'crypto', real);
    }
  });
});

/** Walks down by the picks and replaces what it ends on. */
function replaceSomewhere(root: Project, picks: Iterator<number>, value: unknown): unknown {
  let at = root as unknown as Record<string, unknown>;
  for (;;) {
    const keys = Object.keys(at);
    const key = keys[picks.next().value! % Math.max(1, keys.length)];
    if (key === undefined) return root;
    const inner = at[key];
    if (typeof inner !== 'object' || inner === null || picks.next().value! % 4 === 0) {
      at[key] = value;
      return root;
    }
    at = inner as Record<string, unknown>;
  }
}
