// node bench/board-machine/main.ts
// Blocks a second of the Uno's machine against C++ of the same work, compiled with the Arduino core, both on the simulated board
// and in board time. Each program is a loop between two edges of D13; its time is that between them. After that
// single blocks, some of them routines of the compiler's library. The last line is JSON.
import { readFileSync } from 'node:fs';
import { unwrap } from '@paperkite/kernel';
import { assembleUno, UNO_FLASH, type UnoAssembly, type UnoInstruction } from '@paperkite/boards/uno';
import { UnoBoard } from '@paperkite/simulators';
import { hasArduinoCore, sketchCompiler } from '../../test/boards/support/avr-gcc.ts';
import { functionWorks } from './functions.ts';

interface Work {
  readonly name: string;
  /** Blocks that one pass of the loop carries out, the loop and its condition among them. */
  readonly blocks: number;
  readonly passes: number;
  /** Of one pass, without counting it. */
  readonly code: readonly UnoInstruction[];
  readonly cpp: string;
}

const push = (value: number): UnoInstruction => ['PUSH_BF16', value];

const WORK: readonly Work[] = [
  { name: 'counting', blocks: 3, passes: 2000, code: [], cpp: '' },
  {
    name: 'arithmetic',
    blocks: 9,
    passes: 1000,
    code: [
      ...[['GET_GLOBAL', 1] as const, push(3), ['MULTIPLY'] as const, ['GET_GLOBAL', 0] as const, push(2)],
      ...[['DIVIDE'] as const, ['ADD'] as const, ['SET_GLOBAL', 1] as const],
    ],
    cpp: 'x = x * 3 + i / 2;',
  },
  {
    name: 'decisions',
    blocks: 8,
    passes: 1000,
    code: [
      ...[['GET_GLOBAL', 1] as const, push(10), ['JUMP_UNLESS_LESS', 'else'] as const],
      ...[['CHANGE_GLOBAL_BF16', 1, 1] as const, ['JUMP', 'endif'] as const],
    ],
    cpp: 'if (x < 10) x += 1; else x = 0;',
  },
  {
    name: 'pins',
    blocks: 5,
    passes: 1000,
    code: [
      ['DIGITAL_HIGH', 12],
      ['DIGITAL_LOW', 12],
    ],
    cpp: 'digitalWrite(12, HIGH); digitalWrite(12, LOW);',
  },
  {
    name: 'list',
    blocks: 7,
    passes: 1000,
    code: [push(5), push(5), ['LIST_ITEM', 0], push(1), ['ADD'], ['LIST_REPLACE', 0]],
    cpp: 'items[4] = items[4] + 1;',
  },
];

function program({ name, passes, code }: Work): UnoAssembly {
  const decision: UnoAssembly['code'] = [...code, { label: 'else' }, ['PUSH_0'], ['SET_GLOBAL', 1], { label: 'endif' }];
  return {
    hats: [{ kind: 'started', stack: 8, entry: 'main' }],
    globals: [0, 1],
    lists: [{ capacity: 8, items: [1, 2, 3, 4, 5, 6, 7, 8] }],
    code: [
      { label: 'main' },
      ['DIGITAL_HIGH', 13],
      { label: 'loop' },
      ['GET_GLOBAL', 0],
      ['PUSH_F32', passes],
      ['JUMP_UNLESS_LESS', 'done'],
      ['CHANGE_GLOBAL_BF16', 0, 1],
      ...(name === 'decisions' ? decision : code),
      ['YIELD_JUMP', 'loop'],
      { label: 'done' },
      ['DIGITAL_LOW', 13],
      ['END'],
    ],
  };
}

const sketch = ({ passes, cpp }: Work): string => `
#include <Arduino.h>
float i = 0, x = 1, items[8];
void setup() {
  pinMode(12, OUTPUT);
  pinMode(13, OUTPUT);
  digitalWrite(13, HIGH);
  while (i < ${String(passes)}) {
    i += 1;
    ${cpp}
    asm volatile("" ::: "memory");
  }
  digitalWrite(13, LOW);
}
void loop() {}
`;

function microsecondsHigh(board: UnoBoard): number {
  const edges: number[] = [];
  let level = 0;
  board.onPin((pin, now, at) => {
    if (pin !== 'D13' || now === level) return;
    level = now;
    edges.push(at);
  });
  if (!board.runUntil(() => edges.length >= 2, 20e6)) throw new Error('the program did not end');
  return (edges[1] ?? NaN) - (edges[0] ?? NaN);
}

function timeMachine(image: Uint8Array): number {
  const board = new UnoBoard({ startUpMicroseconds: 0 });
  board.loadHex(readFileSync(new URL('../../firmware-bridges/arduino-uno/paperkite-uno.hex', import.meta.url), 'utf8'));
  board.flash.set(image, UNO_FLASH.programStart);
  board.powerCycle();
  return microsecondsHigh(board);
}

function timeCpp(hex: string): number {
  const board = new UnoBoard({ startUpMicroseconds: 0 });
  board.loadHex(hex);
  return microsecondsHigh(board);
}

const compiler = hasArduinoCore() ? sketchCompiler() : null;
if (!compiler) console.log('avr-gcc or arduino-core-avr is not installed: no comparison');
const results = WORK.map((work) => {
  const microseconds = timeMachine(unwrap(assembleUno(program(work))).image);
  const blocksPerSecond = Math.round((work.blocks * work.passes * 1e6) / microseconds);
  const cpp = compiler ? timeCpp(compiler.compile(sketch(work))) : null;
  const ratio = cpp === null ? null : microseconds / cpp;
  console.log(
    `${work.name}: ${String(blocksPerSecond)} blocks a second` +
      (ratio === null ? '' : `, ${ratio.toFixed(1)} times as long as C++`),
  );
  return { name: work.name, blocksPerSecond, microseconds, cpp, ratio };
});
const functions = functionWorks().map(({ name, image, sketch: text, passes }) => {
  const microseconds = timeMachine(image) / passes;
  const cpp = compiler ? timeCpp(compiler.compile(text)) / passes : null;
  const bytes = image.length;
  return { name, microseconds, cpp, bytes };
});
const [loop, ...others] = functions;
for (const { name, microseconds, cpp, bytes } of others) {
  const alone = (of: number | null, from: number | null | undefined): string =>
    ((of ?? NaN) - (from ?? NaN)).toFixed(0);
  console.log(
    `${name}: ${alone(microseconds, loop?.microseconds)} us, C++ ${alone(cpp, loop?.cpp)} us, ` +
      `${alone(bytes, loop?.bytes)} bytes of program`,
  );
}
compiler?.close();
console.log(JSON.stringify({ results, functions }));
