import type { BlockFunctions } from './blocks/index.ts';
import type { MonitorReader } from './monitors.ts';

/** How each reporter that can stand on the stage gets its value: as its block does. */
export const monitorReaders = (blocks: BlockFunctions): Record<string, MonitorReader> => ({
  motion_xposition: (_, t) => blocks.motion.x(t),
  motion_yposition: (_, t) => blocks.motion.y(t),
  motion_direction: (_, t) => blocks.motion.direction(t),
  looks_size: (_, t) => blocks.looks.size(t),
  looks_costumenumbername: ({ params }, t) =>
    params.NUMBER_NAME === 'name' ? blocks.looks.costumeName(t) : blocks.looks.costumeNumber(t),
  looks_backdropnumbername: ({ params }, t) =>
    params.NUMBER_NAME === 'name' ? blocks.looks.backdropName(t) : blocks.looks.backdropNumber(t),
  music_getTempo: (_, t) => blocks.music.tempo(t),
  sound_volume: (_, t) => blocks.sound.volume(t),
  sensing_answer: (_, t) => blocks.sensing.answer(t),
  sensing_timer: (_, t) => blocks.sensing.timer(t),
  sensing_loudness: (_, t) => blocks.sensing.loudness(t),
  sensing_username: (_, t) => blocks.sensing.userName(t),
  sensing_current: ({ params }, t) => blocks.sensing.current(t, params.CURRENTMENU ?? ''),
  sensing_mousex: (_, t) => blocks.sensing.mouseX(t),
  sensing_mousey: (_, t) => blocks.sensing.mouseY(t),
  sensing_mousedown: (_, t) => blocks.sensing.mouseDown(t),
});
