import { boardsLive } from './boards-live/index.ts';
import { control } from './control/index.ts';
import type { Extension, Hat, LowerCommand, LowerReporter } from './contract.ts';
import { data } from './data/index.ts';
import { events } from './events/index.ts';
import { looks } from './looks/index.ts';
import { microbit } from './microbit/index.ts';
import { motion } from './motion/index.ts';
import { music } from './music/index.ts';
import { operators } from './operators/index.ts';
import { pen } from './pen/index.ts';
import { procedures } from './procedures/index.ts';
import { sensing } from './sensing/index.ts';
import { sound } from './sound/index.ts';
import { text2speech } from './text2speech/index.ts';
import { videoSensing } from './video-sensing/index.ts';

/** Every extension that the compiler knows. */
export const EXTENSIONS: readonly Extension[] = [
  motion,
  looks,
  sound,
  events,
  control,
  sensing,
  operators,
  data,
  procedures,
  pen,
  music,
  text2speech,
  videoSensing,
  boardsLive,
  microbit,
];

function collect<T>(part: (extension: Extension) => Record<string, T> | undefined): ReadonlyMap<string, T> {
  return new Map(EXTENSIONS.flatMap((extension) => Object.entries(part(extension) ?? {})));
}

export const COMMANDS: ReadonlyMap<string, LowerCommand> = collect((extension) => extension.commands);
export const REPORTERS: ReadonlyMap<string, LowerReporter> = collect((extension) => extension.reporters);
export const HATS: ReadonlyMap<string, Hat> = collect((extension) => extension.hats);

/** The opcodes that compile to something, for editors that show what runs and for tests. */
export const knownOpcodes = (): { commands: string[]; reporters: string[]; hats: string[] } => ({
  commands: [...COMMANDS.keys()],
  reporters: [...REPORTERS.keys()],
  hats: [...HATS.keys()],
});
