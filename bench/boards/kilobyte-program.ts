import type { BoardTarget } from '@paperkite/project';
import { block, boardTarget, type Sketched } from '../../test/boards/support/board-program.ts';

const SCRIPTS = 6;

/**
 * A program of about 1 KB of bytecode, as a pupil's larger work has it: the first block switches on D13, so that one can see
 * when it runs; six scripts read, reckon, decide and drive pins. `variant` changes one number in the last script.
 */
export function kilobyteProgram(variant: number): BoardTarget {
  const start = block('arduino_digitalwrite', {}, { PIN: 'D13', LEVEL: 'HIGH' });
  const scripts = Array.from({ length: SCRIPTS }, (_, which) => ({
    hat: block('board_whenstarted'),
    body: [...(which === 0 ? [start] : []), block('control_forever', { SUBSTACK: pass(which, variant) })],
  }));
  const variables = Object.fromEntries(Array.from({ length: SCRIPTS }, (_, which) => [`v${which}`, 0]));
  return boardTarget({ scripts, variables });
}

function pass(which: number, variant: number): Sketched[] {
  const own = `v${which}`;
  const value = (): Sketched => block('data_variable', {}, { VARIABLE: own });
  const level = 511 + 10 * which + (which === SCRIPTS - 1 ? variant : 0);
  const pin = ['D3', 'D5', 'D6', 'D9', 'D10', 'D11'][which] ?? 'D3';
  return [
    block('data_setvariableto', { VALUE: block('arduino_analogread', {}, { PIN: `A${which}` }) }, { VARIABLE: own }),
    block('control_if_else', {
      CONDITION: block('operator_gt', { OPERAND1: value(), OPERAND2: level }),
      SUBSTACK: [
        block('arduino_pwmwrite', { VALUE: scaled(value()) }, { PIN: pin }),
        block('arduino_digitalwrite', {}, { PIN: 'D2', LEVEL: 'HIGH' }),
        block('arduino_serialprintln', { VALUE: value() }),
      ],
      SUBSTACK2: [
        block('arduino_pwmwrite', { VALUE: 0 }, { PIN: pin }),
        block('arduino_digitalwrite', {}, { PIN: 'D2', LEVEL: 'LOW' }),
        block('control_repeat', {
          TIMES: 10,
          SUBSTACK: [
            block(
              'data_changevariableby',
              { VALUE: block('operator_multiply', { NUM1: value(), NUM2: 0.5 }) },
              { VARIABLE: own },
            ),
            block('arduino_digitalwrite', {}, { PIN: 'D4', LEVEL: 'HIGH' }),
            block('arduino_digitalwrite', {}, { PIN: 'D4', LEVEL: 'LOW' }),
          ],
        }),
      ],
    }),
    block('data_setvariableto', { VALUE: block('operator_round', { NUM: scaled(value()) }) }, { VARIABLE: own }),
    block('arduino_serialprintln', { VALUE: `script ${which} has had another turn and now goes on again` }),
    block('control_wait', { DURATION: 0.02 * (which + 1) }),
  ];
}

const scaled = (value: Sketched): Sketched =>
  block('arduino_map', { VALUE: value, FROMLOW: 0, FROMHIGH: 1023, TOLOW: 0, TOHIGH: 255 });
