import type { LooksBlocks } from './blocks/looks.ts';
import type { MotionBlocks } from './blocks/motion.ts';
import type { MusicBlocks } from './blocks/music.ts';
import type { SensingBlocks } from './blocks/sensing.ts';
import type { SoundBlocks } from './blocks/sound.ts';
import type { MonitorReader } from './monitors.ts';

/** How each reporter that can stand on the stage gets its value: as its block does. */
export const monitorReaders = (
  motion: MotionBlocks,
  looks: LooksBlocks,
  sound: SoundBlocks,
  sensing: SensingBlocks,
  music: MusicBlocks,
): Record<string, MonitorReader> => ({
  motion_xposition: (_, t) => motion.x(t),
  motion_yposition: (_, t) => motion.y(t),
  motion_direction: (_, t) => motion.direction(t),
  looks_size: (_, t) => looks.size(t),
  looks_costumenumbername: ({ params }, t) =>
    params.NUMBER_NAME === 'name' ? looks.costumeName(t) : looks.costumeNumber(t),
  looks_backdropnumbername: ({ params }, t) =>
    params.NUMBER_NAME === 'name' ? looks.backdropName(t) : looks.backdropNumber(t),
  music_getTempo: (_, t) => music.tempo(t),
  sound_volume: (_, t) => sound.volume(t),
  sensing_answer: (_, t) => sensing.answer(t),
  sensing_timer: (_, t) => sensing.timer(t),
  sensing_loudness: (_, t) => sensing.loudness(t),
  sensing_username: (_, t) => sensing.userName(t),
  sensing_current: ({ params }, t) => sensing.current(t, params.CURRENTMENU ?? ''),
  sensing_mousex: (_, t) => sensing.mouseX(t),
  sensing_mousey: (_, t) => sensing.mouseY(t),
  sensing_mousedown: (_, t) => sensing.mouseDown(t),
});
