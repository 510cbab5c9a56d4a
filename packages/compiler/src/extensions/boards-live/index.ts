import { runtimeCall } from '../../ir/build.ts';
import { BOOLEAN, FINITE } from '../../ir/types.ts';
import { command, field, number, reporter, type Extension } from '../contract.ts';

const pin = field('PIN');
const levelIs = runtimeCall('board.levelIs', BOOLEAN);
/** The board is not the project's: it changes whenever it likes. */
const volatile = { volatile: true } as const;

/** Sprites drive and read the board that is connected to the page. What runs on a board itself is in `../../board`. */
export const boardsLive: Extension = {
  id: 'boardlive',
  commands: {
    boardlive_digitalwrite: command('board.digitalWrite', [pin, field('LEVEL')]),
    boardlive_pwmwrite: command('board.pwmWrite', [pin, number('VALUE')]),
    boardlive_servowrite: command('board.servoWrite', [pin, number('ANGLE')]),
    boardlive_tone: command('board.playTone', [pin, number('FREQUENCY'), number('SECONDS')], { yields: true }),
    boardlive_starttone: command('board.startTone', [pin, number('FREQUENCY')]),
    boardlive_notone: command('board.stopTone', [pin]),
  },
  reporters: {
    boardlive_digitalread: reporter('board.digitalRead', BOOLEAN, [pin], volatile),
    boardlive_analogread: reporter('board.analogRead', FINITE, [pin], volatile),
    boardlive_connected: reporter('board.connected', BOOLEAN, [], volatile),
  },
  hats: {
    boardlive_whenpin: {
      restarts: false,
      edge: (c, block) => ({
        kind: 'operation',
        operation: levelIs,
        args: [pin(c, block), field('LEVEL')(c, block)],
        block: block.id,
      }),
    },
  },
};
