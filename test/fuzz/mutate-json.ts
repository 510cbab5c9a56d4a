import type { Dice } from './dice.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Stands for a key that would reach into every object of the program; put in after the text is made. */
const PROTOTYPE = '@@prototype@@';

const HOSTILE: readonly (() => Json)[] = [
  ...[null, true, false, '', 0, -1, 1.5, -1e308, 1e308, 1e21, 9007199254740992, 5e-324, 256, 100_001].map(
    (value) => () => value,
  ),
  ...[
    'NaN',
    'Infinity',
    '-0',
    '0x10',
    ' ',
    'null',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '_stage_',
    '_myself_',
  ].map((value) => () => value),
  ...['\ud800', 'a\udfff', '\u0000', '\u2028', '</script>', '${x}', '`', "\\'\n", '%n %s %b', '你好', '🪁'].map(
    (value) => () => value,
  ),
  () => 'x'.repeat(5_000),
  () => [],
  () => ({}),
  () => [[[[[[]]]]]],
  () => ({ [PROTOTYPE]: { polluted: true } }),
  () => [3, [12, 'n', 'n'], [4, '']],
  () => [2, [13, 'l', 'l']],
  () => [1, [9, 'red']],
  () => ({ opcode: 'control_forever', inputs: { SUBSTACK: [2, 'a'] } }),
];

interface Place {
  holder: Json[] | { [key: string]: Json };
  key: string | number;
}

/** Changes a few places of a JSON text: values of other kinds, links in rings, twice the same, keys of every object. */
export function mutateJson(text: string, dice: Dice): string {
  const root = JSON.parse(text) as Json;
  const ids = blockIds(root);
  for (const change of dice.some(4, () => dice.below(7))) {
    const { holder, key } = anyPlace(root, dice);
    const value = (holder as Record<string | number, Json>)[key]!;
    const set = (to: Json) => void ((holder as Record<string | number, Json>)[key] = to);
    if (change === 0 && Array.isArray(holder)) holder.splice(Number(key), 1);
    else if (change === 0) delete (holder as Record<string | number, Json>)[key];
    else if (change === 1 && Array.isArray(holder)) holder.push(...holder.slice(0, 50));
    else if (change === 1)
      (holder as Record<string, Json>)[dice.pick([PROTOTYPE, 'constructor', ...Object.keys(holder)])] = value;
    else if (change === 2) set(copyOf(anyValue(root, dice)));
    else if (change === 3 && ids.length > 0) set(dice.pick(ids));
    else if (change === 4 && ids.length > 0) relink(root, ids, dice);
    else set(dice.pick(HOSTILE)());
  }
  return JSON.stringify(root)?.replaceAll(PROTOTYPE, '__proto__') ?? '';
}

/** Exchanges, removes or repeats pieces of the text itself, so that it is often no JSON any more. */
export function mutateTokens(text: string, dice: Dice): string {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[^"]/g) ?? [];
  dice.some(5, () => {
    const at = dice.below(tokens.length);
    const change = dice.below(4);
    if (change === 0) tokens.splice(at, 1);
    else if (change === 1) tokens.splice(at, 0, tokens[at] ?? '');
    else if (change === 2) tokens[at] = tokens[dice.below(tokens.length)] ?? '';
    else
      tokens[at] = dice.pick(['null', '[', '{', '"__proto__"', '1e400', '-', '"\\ud800"', '\u0000', '[[[[[[[[', ',']);
  });
  return tokens.join('');
}

function anyPlace(root: Json, dice: Dice): Place {
  let place: Place = { holder: [root], key: 0 };
  for (let value = root; typeof value === 'object' && value !== null;) {
    const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
    if (keys.length === 0) break;
    place = { holder: value, key: dice.pick<string | number>(keys) };
    if (dice.oneIn(6)) break;
    value = (value as Record<string | number, Json>)[place.key]!;
  }
  return place;
}

const anyValue = (root: Json, dice: Dice): Json => {
  const { holder, key } = anyPlace(root, dice);
  return (holder as Record<string | number, Json>)[key]!;
};

/** A copy of what is not too large, so that files do not double without end. */
const copyOf = (value: Json): Json => {
  const text = JSON.stringify(value) ?? 'null';
  return text.length > 20_000 ? null : (JSON.parse(text) as Json);
};

const targetsOf = (root: Json): { [key: string]: Json }[] => {
  const targets = (root as { targets?: Json } | null)?.targets;
  const listed = Array.isArray(targets) ? targets : [root];
  return listed.filter(
    (one): one is { [key: string]: Json } => typeof one === 'object' && one !== null && !Array.isArray(one),
  );
};

const blocksOf = (root: Json): { [key: string]: Json }[] =>
  targetsOf(root).flatMap(({ blocks }) =>
    typeof blocks === 'object' && blocks !== null && !Array.isArray(blocks) ? [blocks] : [],
  );

const blockIds = (root: Json): string[] => blocksOf(root).flatMap((blocks) => Object.keys(blocks));

/** Lets one block follow, or sit in, another: rings, two in one place, places that do not exist. */
function relink(root: Json, ids: readonly string[], dice: Dice): void {
  const all = blocksOf(root).flatMap((blocks) => Object.values(blocks));
  const block = all.length > 0 ? dice.pick(all) : null;
  if (typeof block !== 'object' || block === null || Array.isArray(block)) return;
  const inputs = block['inputs'];
  const to = dice.pick(ids);
  if (dice.oneIn(2) || typeof inputs !== 'object' || inputs === null || Array.isArray(inputs))
    block[dice.pick(['next', 'parent', 'comment'])] = to;
  else
    inputs[dice.pick(['SUBSTACK', 'CONDITION', 'NUM1', 'custom_block', ...Object.keys(inputs)])] = [
      dice.pick([1, 2, 3]),
      to,
      dice.pick(ids),
    ];
}
