import { describe, expect, it } from 'vitest';
import { block, boardTarget } from '../../../../test/boards/support/board-program.ts';
import { blockAtOffset, emitArduinoCpp, emitUnoImage, evaluate, lowerBoard, printBoardIr } from './index.ts';

const blink = boardTarget({
  scripts: [
    {
      hat: block('board_whenstarted'),
      body: [
        block('control_forever', {
          SUBSTACK: [
            block('arduino_digitalwrite', {}, { PIN: 'D13', LEVEL: 'HIGH' }),
            block('control_wait', { DURATION: 0.5 }),
            block('arduino_digitalwrite', {}, { PIN: 'D13', LEVEL: 'LOW' }),
            block('control_wait', { DURATION: 0.5 }),
          ],
        }),
      ],
    },
  ],
});

describe('a light that blinks', () => {
  const program = lowerBoard(blink);

  it('becomes a program without anything to complain about', () => {
    expect(program.diagnostics).toEqual([]);
    expect(printBoardIr(program)).toContain('digitalWrite{"pin":13}(true)');
  });

  it('is evaluated with the times that it waits', () => {
    const trace = evaluate(program, {}, { until: 1200 });
    expect(trace.map((event) => [Math.round(event.at), event.kind === 'pin' && event.level])).toEqual([
      [0, true],
      [500, false],
      [1000, true],
    ]);
  });

  it('fits into a few bytes for the machine, whose blocks are known by place', () => {
    const { image, sourceMap, diagnostics } = emitUnoImage(program);
    expect(diagnostics).toEqual([]);
    expect(image!.length).toBeLessThan(64);
    expect(sourceMap.map(({ block: id }) => id)).toContain(program.scripts[0]!.body[0]!.block);
  });

  it('is the sketch that one would write by hand', () => {
    const { text, lines } = emitArduinoCpp(program);
    expect(text).toContain(
      'void loop() {\n  digitalWrite(13, HIGH);\n  delay(500);\n  digitalWrite(13, LOW);\n  delay(500);\n}',
    );
    const high = text.split('\n').findIndex((line) => line.includes('digitalWrite(13, HIGH)')) + 1;
    expect(lines.find(({ line }) => line === high)?.block).toBeDefined();
  });
});

describe('functions that the machine has no instruction for', () => {
  const printed = (...operators: string[]) => {
    const body = operators.map((operator, i) =>
      block('arduino_serialprintln', {
        VALUE: block('operator_mathop', { NUM: i + 1 }, { OPERATOR: operator }),
      }),
    );
    return emitUnoImage(lowerBoard(boardTarget({ scripts: [{ hat: block('board_whenstarted'), body }] })));
  };
  const length = (...operators: string[]): number => printed(...operators).image!.length;

  it('come with the program once, and only when it uses them', () => {
    expect(length('sin') - length('sqrt')).toBeGreaterThan(100);
    expect(length('sin', 'sin', 'cos') - length('sin')).toBe(length('sqrt', 'sqrt', 'sqrt') - length('sqrt') + 2 * 4);
    expect(length('acos', 'asin', 'atan') - length('acos')).toBeLessThan(60);
  });

  it('are code of no block', () => {
    const { image, sourceMap } = printed('sin');
    expect(blockAtOffset(sourceMap, image!.length - 20)).toBeNull();
    expect(blockAtOffset(sourceMap, sourceMap[0]!.offset)).not.toBeNull();
  });
});
