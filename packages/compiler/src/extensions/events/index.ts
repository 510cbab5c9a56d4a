import { cast, runtimeCall } from '../../ir/build.ts';
import { BOOLEAN } from '../../ir/types.ts';
import { command, field, number, text, value, type Extension } from '../contract.ts';

const greaterThan = runtimeCall('sensing.exceeds', BOOLEAN);
const touchingObject = runtimeCall('sensing.touchingObject', BOOLEAN);

/** Events: hats and broadcasts. Which hats start again while they run is fixed by Scratch (measured-facts section 1, point 11). */
export const events: Extension = {
  id: 'event',
  commands: {
    event_broadcast: command('events.broadcast', [text('BROADCAST_INPUT')]),
    event_broadcastandwait: command('events.broadcastAndWait', [text('BROADCAST_INPUT')], { yields: true }),
  },
  hats: {
    event_whenflagclicked: { restarts: true },
    event_whenkeypressed: { fields: ['KEY_OPTION'], restarts: false },
    event_whenthisspriteclicked: { restarts: true },
    event_whenstageclicked: { restarts: true },
    event_whenbackdropswitchesto: { fields: ['BACKDROP'], restarts: true },
    event_whenbroadcastreceived: { fields: ['BROADCAST_OPTION'], restarts: true },
    event_whengreaterthan: {
      restarts: false,
      edge: (c, block) => ({
        kind: 'operation',
        operation: greaterThan,
        args: [field('WHENGREATERTHANMENU')(c, block), cast('number', number('VALUE')(c, block))],
        block: block.id,
      }),
    },
    event_whentouchingobject: {
      restarts: false,
      edge: (c, block) => ({
        kind: 'operation',
        operation: touchingObject,
        args: [value('TOUCHINGOBJECTMENU')(c, block)],
        block: block.id,
      }),
    },
  },
};
