import { runtimeCall } from '../../ir/build.ts';
import { BOOLEAN, FINITE } from '../../ir/types.ts';
import { command, reporter, text, type Argument, type Extension, type Hat } from '../contract.ts';

/** The board is not the project's: it changes whenever it likes. */
const volatile = { volatile: true } as const;
const shows = { yields: true } as const;

function whenever(name: string, arg: Argument): Hat {
  const operation = runtimeCall(name, BOOLEAN);
  return {
    restarts: false,
    edge: (c, block) => ({ kind: 'operation', operation, args: [arg(c, block)], block: block.id }),
  };
}

/** Scratch's own micro:bit extension: sprites read and light a micro:bit with our bridge. What runs on a board itself is in `../../board`. */
export const microbit: Extension = {
  id: 'microbit',
  commands: {
    microbit_displaySymbol: command('microbit.displaySymbol', [text('MATRIX')], shows),
    microbit_displayText: command('microbit.displayText', [text('TEXT')], shows),
    microbit_displayClear: command('microbit.displayClear', [], shows),
  },
  reporters: {
    microbit_isButtonPressed: reporter('microbit.isButtonPressed', BOOLEAN, [text('BTN')], volatile),
    microbit_isTilted: reporter('microbit.isTilted', BOOLEAN, [text('DIRECTION')], volatile),
    microbit_getTiltAngle: reporter('microbit.tilt', FINITE, [text('DIRECTION')], volatile),
  },
  hats: {
    microbit_whenButtonPressed: whenever('microbit.isButtonPressed', text('BTN')),
    microbit_whenGesture: whenever('microbit.isGesture', text('GESTURE')),
    microbit_whenTilted: whenever('microbit.isTilted', text('DIRECTION')),
    microbit_whenPinConnected: whenever('microbit.isPinConnected', text('PIN')),
  },
};
