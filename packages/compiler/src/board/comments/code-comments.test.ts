import { describe, expect, it } from 'vitest';
import { block, boardTarget } from '../../../../../test/boards/support/board-program.ts';
import { HELPERS as SKETCH_HELPERS, LIST_TYPE, TURNS } from '../cpp/helpers.ts';
import { emitArduinoCpp, emitMakeCode, lowerBoard } from '../index.ts';
import { HELPERS as MAKECODE_HELPERS } from '../makecode/helpers.ts';
import { CHINESE } from './chinese.ts';

/** Two scripts, of which one hears the other, and helpers with comments. */
const talking = lowerBoard(
  boardTarget({
    scripts: [
      {
        hat: block('board_whenstarted'),
        body: [
          block('control_forever', {
            SUBSTACK: [
              block('event_broadcast', { BROADCAST_INPUT: 'go' }),
              block('control_wait', { DURATION: block('operator_mod', { NUM1: 5, NUM2: 3 }) }),
            ],
          }),
        ],
      },
      {
        hat: block('event_whenbroadcastreceived', {}, { BROADCAST_OPTION: 'go' }),
        body: [block('sensing_resettimer')],
      },
    ],
  }),
);
const emitters = [
  ['C++', emitArduinoCpp],
  ['MakeCode', emitMakeCode],
] as const;

const commentsOf = (text: string): string[] =>
  [...text.matchAll(/(?:\/\/|\/\*\*) (.+?)(?: \*\/)?$/gm)].map(([, words]) => words!);
const withoutComments = (text: string): string => text.replace(/(\/\/|\/\*\*).*$/gm, '');

describe('Comments of a program as text', () => {
  it('are there in Chinese for every function that comes along, and no others', () => {
    const texts = [LIST_TYPE, TURNS, ...Object.values(MAKECODE_HELPERS)];
    for (const { body } of Object.values(SKETCH_HELPERS)) texts.push(body);
    const wanted = new Set(texts.flatMap(commentsOf));
    // Written where the sketch has hats for pins.
    wanted.add('Whether a pin has changed to this level since the last look.');
    expect(new Set(Object.keys(CHINESE.helpers))).toEqual(wanted);
  });

  it.each(emitters)('are in the language that is asked for, and nothing else differs: %s', (_name, emit) => {
    const english = emit(talking);
    const chinese = emit(talking, { language: 'zh-CN' });
    expect(withoutComments(chinese.text)).toBe(withoutComments(english.text));
    expect(chinese.lines).toEqual(english.lines);
    const comments = commentsOf(chinese.text).filter((comment) => comment !== talking.name);
    expect(comments.length).toBeGreaterThan(3);
    expect(comments.filter((comment) => !/\p{Script=Han}/u.test(comment))).toEqual([]);
    expect(commentsOf(english.text).join()).not.toMatch(/\p{Script=Han}/u);
  });

  it('leave a name of the program as it is', () => {
    const named = { ...talking, name: 'Ends every script.' };
    expect(emitArduinoCpp(named, { language: 'zh-CN' }).text).toMatch(/^\/\/ Ends every script\.$/m);
  });
});
