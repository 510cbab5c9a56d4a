import type { Core } from '../core.ts';
import { boardBlocks } from './board.ts';
import { controlBlocks } from './control.ts';
import { dataBlocks } from './data.ts';
import { eventBlocks } from './events.ts';
import { looksBlocks } from './looks.ts';
import { microbitBlocks } from './microbit.ts';
import { motionBlocks } from './motion.ts';
import { musicBlocks } from './music.ts';
import { penBlocks } from './pen.ts';
import { sensingBlocks } from './sensing.ts';
import { soundBlocks } from './sound.ts';
import { speechBlocks } from './speech.ts';
import { videoBlocks } from './video.ts';

const MAKERS = {
  motion: motionBlocks,
  looks: looksBlocks,
  sound: soundBlocks,
  events: eventBlocks,
  control: controlBlocks,
  sensing: sensingBlocks,
  data: dataBlocks,
  pen: penBlocks,
  music: musicBlocks,
  speech: speechBlocks,
  video: videoBlocks,
  board: boardBlocks,
  microbit: microbitBlocks,
};

export type BlockCategory = keyof typeof MAKERS;
/** The functions of blocks by category, as generated code calls them. */
export type BlockFunctions = { readonly [Category in BlockCategory]: ReturnType<(typeof MAKERS)[Category]> };

/** Adds the functions of all categories to an object. Each is made when it is first asked for: few programs have blocks of all. */
export function withBlocks<T extends object>(core: Core, onto: T): T & BlockFunctions {
  for (const [category, make] of Object.entries(MAKERS)) {
    const get = (): unknown => {
      const value = make(core);
      Object.defineProperty(onto, category, { value });
      return value;
    };
    Object.defineProperty(onto, category, { get, configurable: true });
  }
  return onto as T & BlockFunctions;
}
