import { emitArduinoCpp, emitUnoImage, lowerBoard } from '@paperkite/compiler/board';
import { block, boardTarget, type Sketched } from '../../test/boards/support/board-program.ts';

const PASSES = 200;

/** One block with a variable in it, for both. */
export interface FunctionWork {
  readonly name: string;
  readonly image: Uint8Array;
  readonly sketch: string;
  readonly passes: number;
}

const x: Sketched = block('data_variable', {}, { VARIABLE: 'x' });
const mathop = (operator: string): Sketched => block('operator_mathop', { NUM: x }, { OPERATOR: operator });

const VALUES: Record<string, Sketched> = {
  'nothing (the loop alone)': x,
  sine: mathop('sin'),
  logarithm: mathop('ln'),
  'e to the x': mathop('e ^'),
  map: block('arduino_map', { VALUE: x, FROMLOW: 0, FROMHIGH: 1023, TOLOW: 0, TOHIGH: 180 }),
  constrain: block('arduino_constrain', { VALUE: x, LOW: 3, HIGH: 150 }),
  'random number': block('operator_random', { FROM: 1, TO: x }),
  colour: block('arduino_rgb', { R: x, G: 20, B: x }),
};

/** Loops of `x += 0.3; y = f(x)` between two edges of D13, from the same blocks for both. */
export function functionWorks(): FunctionWork[] {
  return Object.entries(VALUES).map(([name, value]) => {
    const level = (to: string): Sketched => block('arduino_digitalwrite', {}, { PIN: 'D13', LEVEL: to });
    const program = lowerBoard(
      boardTarget({
        variables: { x: 0, y: 0 },
        scripts: [
          {
            hat: block('board_whenstarted'),
            body: [
              level('HIGH'),
              block('control_repeat', {
                TIMES: PASSES,
                SUBSTACK: [
                  block('data_changevariableby', { VALUE: 0.3 }, { VARIABLE: 'x' }),
                  block('data_setvariableto', { VALUE: value }, { VARIABLE: 'y' }),
                ],
              }),
              level('LOW'),
            ],
          },
        ],
      }),
    );
    const { image } = emitUnoImage(program);
    if (image === null) throw new Error(`${name} does not fit`);
    // What nobody reads the C++ compiler would leave out.
    const sketch = emitArduinoCpp(program).text.replace(/^float y\b/m, 'volatile float y');
    return { name, image, sketch, passes: PASSES };
  });
}
