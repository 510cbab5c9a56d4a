import fc from 'fast-check';
import {
  BOARD_PART_KINDS,
  emptyProject,
  newSprite,
  sha256Hex,
  type Assets,
  type Block,
  type BoardTarget,
  type Field,
  type Project,
  type Slot,
  type Target,
} from '../src/index.ts';
import { SQUARE_SVG } from './sb3-file.ts';

/** Count of random runs: the number in deep runs, a seeded sample otherwise. The seed is printed on failure. */
export const runs = (deep: number, sample: number) => ({ numRuns: process.env['PAPERKITE_DEEP'] ? deep : sample });

/** Milliseconds that a test of many random runs may take on a busy machine. */
export const PATIENCE = 600_000;

const word = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom('a', '1', 'NUM', 'b:shadow:NUM1', '你好', '"', '\u2028'),
);
/** JSON has no negative zero. */
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const scalar = fc.oneof(word, number, fc.boolean());
const id = fc.oneof(word, fc.constantFrom('x', 'y', 'z')).filter((text) => text !== '' && !(text in Object.prototype));
const field: fc.Arbitrary<Field> = fc
  .tuple(scalar, fc.option(id, { nil: undefined }))
  .map(([value, named]) => (named === undefined ? { value } : { value, id: named }));
const mutation = fc
  .dictionary(id, fc.oneof(word, fc.array(word, { maxLength: 2 })), { maxKeys: 2 })
  .map((members) => ({ tagName: 'mutation', children: [], ...members }));
const opcode = fc.constantFrom(
  'math_number',
  'text',
  'event_broadcast_menu',
  'data_variable',
  'data_listcontents',
  'x_y',
);
const fieldName = fc.constantFrom('NUM', 'TEXT', 'BROADCAST_OPTION', 'VARIABLE', 'LIST');

/** What a block is, without its place. */
const content = fc.record({
  opcode,
  fields: fc.dictionary(fieldName, field, { maxKeys: 2 }),
  mutation: fc.option(mutation, { nil: undefined, freq: 5 }),
});

/** A valid forest: each block hangs from one made before it, or from nothing. */
export const arbitraryBlocks: fc.Arbitrary<Record<string, Block>> = fc
  .array(
    fc.tuple(id, content, fc.nat(), fc.constantFrom('next', 'input:A', 'shadow:A', 'input:B', 'shadow:NUM1'), number),
  )
  .map((items) => {
    const blocks: Record<string, Block> = {};
    const taken = new Set<string>();
    for (const [name, { mutation: own, ...rest }, pick, slot, x] of items) {
      const ids = Object.keys(blocks);
      const parent = ids[pick % (ids.length + 1)];
      const place = JSON.stringify([parent, slot]);
      if (Object.hasOwn(blocks, name) || taken.has(place)) continue;
      const child = parent !== undefined;
      if (child) taken.add(place);
      blocks[name] = {
        id: name,
        ...rest,
        ...(own && { mutation: own }),
        shadow: child && slot.startsWith('shadow:'),
        at: child ? { parent, slot: slot as Slot } : { x, y: 1 - x },
      };
    }
    return blocks;
  });

const variables = fc.dictionary(id, fc.record({ name: word, value: scalar }), { maxKeys: 3 });
const lists = fc.dictionary(id, fc.record({ name: word, items: fc.array(scalar, { maxLength: 4 }) }), { maxKeys: 2 });
const comment = fc.record({ text: word, x: number, y: number, width: number, height: number, minimized: fc.boolean() });

/** Valid projects of one sprite with all kinds of content; every costume is `squareAssets()`'s one. */
export const arbitraryProject = (asset: string): fc.Arbitrary<Project> =>
  fc
    .record({
      title: word,
      blocks: arbitraryBlocks,
      variables,
      lists,
      comments: fc.dictionary(id, comment, { maxKeys: 3 }),
      name: word,
      extensions: fc.uniqueArray(word, { maxLength: 2 }),
      numbers: fc.tuple(number, number, number),
    })
    .map(({ title, extensions, numbers: [x, y, size], comments, blocks: bare, ...more }) => {
      const costume = {
        name: 'c',
        asset,
        format: 'svg' as const,
        rotationCenterX: 5,
        rotationCenterY: 5,
        bitmapResolution: 1,
      };
      const blocks = Object.fromEntries(
        Object.entries(bare).map(([key, block], i) => {
          const owned = i % 2 === 0 ? Object.keys(comments)[i] : undefined;
          return [key, owned === undefined ? block : { ...block, comment: owned }];
        }),
      );
      const sprite: Target = {
        ...newSprite('', [{ ...costume, id: 'sprite-1-costume-1' }], 1),
        id: 'sprite-1',
        ...more,
        comments,
        blocks,
        x,
        y,
        size,
      };
      const project = emptyProject(title);
      const stage = { ...project.targets[0]!, costumes: [{ ...costume, id: 'stage-costume-1' }] };
      return { ...project, extensions, targets: [stage, sprite] };
    });

const part = fc.record({
  id,
  kind: fc.constantFrom(...BOARD_PART_KINDS),
  x: number,
  y: number,
  pins: fc.dictionary(id, word, { maxKeys: 3 }),
  settings: fc.dictionary(id, fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), { maxKeys: 3 }),
});

const board: fc.Arbitrary<Omit<BoardTarget, 'id'>> = fc
  .record({
    kind: fc.constant('board' as const),
    name: word,
    blocks: arbitraryBlocks,
    variables,
    lists,
    comments: fc.dictionary(id, comment, { maxKeys: 2 }),
    text: fc.string({ maxLength: 40, unit: 'grapheme' }),
    parts: fc.uniqueArray(part, { maxLength: 4, selector: ({ id: own }) => own }),
  })
  .chain((common) =>
    fc
      .constantFrom(
        { board: 'arduino-uno', mode: 'blocks' } as const,
        { board: 'microbit', mode: 'blocks' } as const,
        {
          board: 'microbit',
          mode: 'text',
        } as const,
      )
      .map((what) => ({ ...common, ...what })),
  );

/** The same with one to four boards. */
export const arbitraryBoardProject = (asset: string): fc.Arbitrary<Project> =>
  fc.tuple(arbitraryProject(asset), fc.array(board, { minLength: 1, maxLength: 4 })).map(([project, boards]) => ({
    ...project,
    format: 2,
    targets: [...project.targets, ...boards.map((each, i) => ({ ...each, id: `board-${i}` }))],
  }));

/** The one asset of `arbitraryProject`. */
export async function squareAssets(): Promise<{ hash: string; assets: Assets }> {
  const bytes = new TextEncoder().encode(SQUARE_SVG);
  const hash = await sha256Hex(bytes);
  return { hash, assets: new Map([[hash, { bytes, mime: 'image/svg+xml' }]]) };
}
