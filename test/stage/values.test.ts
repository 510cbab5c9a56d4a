import { describe, expect, it } from 'vitest';
import { b, buildProject, flag, forever, get, op, say, set, type Input } from './support/build-project.ts';
import { sayings, stageFor, valuesOf } from './support/run.ts';

const plus0 = (value: Input) => op('add', value, 0);
const math = (name: string, value: Input) => b('operator_mathop', { NUM: value }, { OPERATOR: name });
const item = (list: string, index: Input) => b('data_itemoflist', { INDEX: index }, { LIST: list });

describe('values (measured facts, section 1)', () => {
  it('1: makes numbers of text as JavaScript does, and 0 of what is none', () => {
    const inputs = ['0x10', '1e3', ' 5 ', 'Infinity', 'five', '', '-0.5'];
    expect(valuesOf(inputs.map(plus0))).toEqual(['16', '1000', '5', 'Infinity', '0', '0', '-0.5']);
  });

  it('1: a sum that is NaN stays NaN, and counts as 0 where it is added', () => {
    const nan = op('subtract', 'Infinity', 'Infinity');
    expect(valuesOf([nan, op('add', nan, 3)])).toEqual(['NaN', '3']);
  });

  it('2: takes only "", "0" and "false" in any case for false', () => {
    const truth = (value: Input) => b('operator_not', { OPERAND: b('operator_not', { OPERAND: value }) });
    const values = ['', '0', 'false', 'FALSE', '0.0', ' ', 'no'].map(truth);
    expect(valuesOf(values)).toEqual(['false', 'false', 'false', 'false', 'true', 'true', 'true']);
  });

  it('3: compares as numbers if both are, otherwise as text without regard to case', () => {
    const cases: [string, Input, Input, string][] = [
      ['equals', '1.0', '1', 'true'],
      ['equals', 'ABC', 'abc', 'true'],
      ['lt', '10', '9', 'false'],
      ['lt', '10', '9a', 'true'],
      ['equals', 'Infinity', 'infinity', 'true'],
      ['equals', 'Infinity', op('divide', 1, 0), 'true'],
      ['gt', op('divide', 1, 0), '5', 'true'],
    ];
    expect(valuesOf(cases.map(([name, x, y]) => op(name, x, y)))).toEqual(cases.map(([, , , result]) => result));
  });

  it('3: does not take blank text for 0 in a comparison', () => {
    expect(valuesOf([op('equals', '', 0), op('equals', '  ', 0), op('equals', '\t', 0), op('lt', '', 0)])).toEqual([
      'false',
      'false',
      'false',
      'true',
    ]);
  });

  it('3: compares NaN as the text "nan", after every number', () => {
    const nan = op('subtract', 'Infinity', 'Infinity');
    expect(valuesOf([op('equals', nan, nan), op('lt', 5, nan), op('gt', 5, nan), op('equals', nan, 'NaN')])).toEqual([
      'true',
      'true',
      'false',
      'true',
    ]);
  });

  it('4: floors modulo; modulo 0 is NaN', () => {
    expect(valuesOf([op('mod', -7, 3), op('mod', 7, -3), op('mod', 5.5, 2), op('mod', 5, 0)])).toEqual([
      '2',
      '-2',
      '1.5',
      'NaN',
    ]);
  });

  it('4: rounds halves up', () => {
    const round = (value: Input) => b('operator_round', { NUM: value });
    expect(valuesOf([round(2.5), round(-2.5), round('x')])).toEqual(['3', '-2', '0']);
  });

  it('4: gives sines, cosines and tangents ten decimals, and infinite tangents', () => {
    const values = [
      math('sin', 30),
      math('cos', 90),
      math('tan', 45),
      math('tan', 90),
      math('tan', 270),
      math('tan', -90),
    ];
    expect(valuesOf(values)).toEqual(['0.5', '0', '1', 'Infinity', '-Infinity', '-Infinity']);
  });

  it('4: knows the other functions', () => {
    const values = [
      math('abs', -2),
      math('ceiling', 1.2),
      math('sqrt', 9),
      math('asin', 1),
      math('log', 1000),
      math('10 ^', 2),
    ];
    expect(valuesOf(values)).toEqual(['2', '2', '3', '90', '2.9999999999999996', '100']);
  });

  it('5: picks whole numbers between whole bounds in either order, and fractions otherwise', () => {
    const random = (from: Input, to: Input) => b('operator_random', { FROM: from, TO: to });
    const [whole, swapped, dotted, same] = valuesOf([random(1, 6), random('6', '1'), random('1.0', 2), random(4, 4)]);
    expect(Number(whole)).toSatisfy((n: number) => Number.isInteger(n) && n >= 1 && n <= 6);
    expect(Number(swapped)).toSatisfy((n: number) => Number.isInteger(n) && n >= 1 && n <= 6);
    expect(Number(dotted)).toSatisfy((n: number) => !Number.isInteger(n) && n > 1 && n < 2);
    expect(same).toBe('4');
  });

  it('6: letters outside are empty and places truncate', () => {
    const letter = (place: Input) => b('operator_letter_of', { LETTER: place, STRING: 'kite' });
    expect(valuesOf([letter(1), letter(2.9), letter(5), letter(0), letter(-1)])).toEqual(['k', 'i', '', '', '']);
  });

  it('6: contains ignores case', () => {
    expect(valuesOf([b('operator_contains', { STRING1: 'PaperKite', STRING2: 'kite' })])).toEqual(['true']);
  });

  it('7: floors list places and knows "last", "random" and "any"', () => {
    const values = [
      item('l', 2.7),
      item('l', 'last'),
      item('l', 0),
      item('l', 4),
      item('one', 'random'),
      item('one', 'any'),
    ];
    expect(valuesOf(values, { lists: { l: ['a', 'b', 'c'], one: ['x'] } })).toEqual(['b', 'c', '', '', 'x', 'x']);
  });

  it('7: joins a list without spaces only if every item is a text of one character', () => {
    const contents = (list: string) => b('data_listcontents', {}, { LIST: list });
    const lists = { letters: ['a', '1'], numbers: ['a', 1], words: ['ab', 'c'] };
    expect(valuesOf(['letters', 'numbers', 'words'].map(contents), { lists })).toEqual(['a1', 'a 1', 'ab c']);
  });

  it('7: keeps typed-in digits as text where a joined list shows the difference', () => {
    const add = (value: Input) => b('data_addtolist', { ITEM: value }, { LIST: 'l' });
    const script = [flag, set('v', '7'), add(get('v')), add('8'), say(b('data_listcontents', {}, { LIST: 'l' }))];
    expect(sayings({ S: { variables: { v: 0 }, lists: { l: [] }, scripts: [script] } })).toEqual(['78']);
  });

  it('7: finds items by comparison', () => {
    const find = (value: Input) => b('data_itemnumoflist', { ITEM: value }, { LIST: 'l' });
    const has = (value: Input) => b('data_listcontainsitem', { ITEM: value }, { LIST: 'l' });
    const lists = { l: ['Apple', '2.0', 3] };
    expect(valuesOf([find('apple'), find(2), find('3.0'), find('x'), has('APPLE')], { lists })).toEqual([
      '1',
      '2',
      '3',
      '0',
      'true',
    ]);
  });

  it('7: inserts at the place after the last, deletes "all" and stops at 200,000 items', () => {
    const insert = (index: Input, value: Input) => b('data_insertatlist', { INDEX: index, ITEM: value }, { LIST: 'l' });
    const length = b('data_lengthoflist', {}, { LIST: 'l' });
    const many = b('control_repeat', {
      TIMES: 200_010,
      SUBSTACK: [b('data_addtolist', { ITEM: 'x' }, { LIST: 'l' })],
    });
    const script = [
      flag,
      insert(2, 'b'),
      insert(4, 'no'),
      insert('last', 'c'),
      say(b('data_listcontents', {}, { LIST: 'l' })),
    ];
    expect(sayings({ S: { lists: { l: ['a'] }, scripts: [script] } })).toEqual(['abc']);
    const clear = b('data_deleteoflist', { INDEX: 'all' }, { LIST: 'l' });
    const stage = stageFor(
      buildProject({ S: { lists: { l: ['a'] }, scripts: [[flag, clear, say(length), many, say(length)]] } }),
    );
    stage.runtime.setTurbo(true);
    stage.runtime.greenFlag();
    for (let i = 0; i < 1000 && stage.said.length < 2; i++) stage.frames(1);
    expect(stage.said).toEqual(['S: 0', 'S: 200000']);
  });

  it('15: says numbers that are not whole with two decimals, unless they are tiny', () => {
    expect(
      sayings({ S: { scripts: [[flag, say(op('divide', 10, 3)), say(op('divide', 1, 1000)), say('3.14159')]] } }),
    ).toEqual(['3.33', '0.001', '3.14159']);
  });

  it('keeps unknown blocks from doing anything', () => {
    const unknown = b('faceSensing_goToPart', { PART: 1 });
    expect(sayings({ S: { scripts: [[flag, unknown, say(b('faceSensing_where', {})), say('after')]] } })).toEqual([
      'after',
    ]);
  });

  it('lets no text of a project become code', () => {
    const nasty = ['</script><script>alert(1)</script>', '";globalThis.hacked=1;//', '\u2028`${1}', "\\'\n"];
    expect(sayings({ S: { variables: { '"];x': 1 }, scripts: [[flag, ...nasty.map(say), set('"];x', 2)]] } })).toEqual(
      nasty,
    );
    expect('hacked' in globalThis).toBe(false);
    const project = buildProject({ S: { scripts: [[flag, forever(say(nasty[0]!))]] } });
    expect(stageFor(project)).toBeTruthy();
  });
});
