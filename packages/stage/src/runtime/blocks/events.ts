import type { Core } from '../core.ts';
import type { StageTarget } from '../target.ts';
import type { Thread } from '../thread.ts';
import { threadsEnded } from '../waiting.ts';

export type EventBlocks = ReturnType<typeof eventBlocks>;

/** Broadcasts. Messages match without regard to case. */
export function eventBlocks(core: Core) {
  const send = (message: string): Thread[] =>
    core.hats.start('event_whenbroadcastreceived', { BROADCAST_OPTION: message });

  return {
    broadcast: (_t: StageTarget, message: string): void => void send(message),
    *broadcastAndWait(_t: StageTarget, message: string): Generator<number, void, void> {
      yield* threadsEnded(send(message));
    },
  };
}
