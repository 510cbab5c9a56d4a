import { m } from '@paperkite/i18n';
import type { BlockSpec, Category } from '../../spec.ts';
import { GAP, choice, fixedMenu, hat, liveMenu, menuShadow, named, names, number, stack } from '../../spec.ts';
import { GREEN_FLAG } from './green-flag.ts';
import { keys } from './keys.ts';

const broadcast = {
  kind: 'value',
  name: 'BROADCAST_INPUT',
  shadow: { opcode: 'event_broadcast_menu', field: 'BROADCAST_OPTION', value: '' },
} as const;

const blocks: BlockSpec[] = [
  hat('event_whenflagclicked', m.blocks_event_whenflagclicked, {
    kind: 'image',
    name: 'FLAG',
    src: GREEN_FLAG,
    alt: m.blocks_option_green_flag,
  }),
  hat(
    'event_whenkeypressed',
    m.blocks_event_whenkeypressed,
    liveMenu('KEY_OPTION', () => keys, 'space'),
  ),
  hat('event_whenthisspriteclicked', m.blocks_event_whenthisspriteclicked),
  hat('event_whenstageclicked', m.blocks_event_whenstageclicked),
  hat(
    'event_whentouchingobject',
    m.blocks_event_whentouchingobject,
    choice('TOUCHINGOBJECTMENU', 'event_touchingobjectmenu', 'TOUCHINGOBJECTMENU', '_mouse_'),
  ),
  hat(
    'event_whenbackdropswitchesto',
    m.blocks_event_whenbackdropswitchesto,
    liveMenu('BACKDROP', (context) => names(context.backdrops())),
  ),
  hat(
    'event_whengreaterthan',
    m.blocks_event_whengreaterthan,
    fixedMenu('WHENGREATERTHANMENU', [m.blocks_option_loudness, 'LOUDNESS'], [m.blocks_option_timer, 'TIMER']),
    number('VALUE', 10),
  ),
  hat('event_whenbroadcastreceived', m.blocks_event_whenbroadcastreceived, named('BROADCAST_OPTION', 'broadcast')),
  stack('event_broadcast', m.blocks_event_broadcast, broadcast),
  stack('event_broadcastandwait', m.blocks_event_broadcastandwait, broadcast),
  menuShadow('event_broadcast_menu', named('BROADCAST_OPTION', 'broadcast')),
  menuShadow(
    'event_touchingobjectmenu',
    liveMenu('TOUCHINGOBJECTMENU', (context) => [
      [m.blocks_option_mouse_pointer, '_mouse_'],
      [m.blocks_option_edge, '_edge_'],
      ...names(context.sprites()),
    ]),
  ),
];

/** What starts scripts, and messages between them. */
export const event: Category = {
  id: 'event',
  name: m.blocks_category_event,
  blocks,
  toolbox: (kind) => [
    'event_whenflagclicked',
    'event_whenkeypressed',
    kind === 'stage' ? 'event_whenstageclicked' : 'event_whenthisspriteclicked',
    'event_whenbackdropswitchesto',
    GAP,
    'event_whengreaterthan',
    GAP,
    'event_whenbroadcastreceived',
    'event_broadcast',
    'event_broadcastandwait',
  ],
};
