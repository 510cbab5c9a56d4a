import type { Core } from '../core.ts';
import { logged } from '../events.ts';
import type { StageTarget } from '../target.ts';
import type { Thread } from '../thread.ts';
import { threadsEnded } from '../waiting.ts';

export type EventBlocks = ReturnType<typeof eventBlocks>;

/** Broadcasts. Messages match without regard to case. */
export function eventBlocks(core: Core) {
  const send = (t: StageTarget, message: string): Thread[] => {
    if (core.tellsMessages()) core.emit(logged(t, 'broadcast', message));
    return core.hats.start('event_whenbroadcastreceived', { field: 'BROADCAST_OPTION', value: message });
  };

  return {
    broadcast: (t: StageTarget, message: string): void => void send(t, message),
    *broadcastAndWait(t: StageTarget, message: string): Generator<number, void, void> {
      const started = send(t, message);
      if (started.length > 0 && !core.scheduler.finishAtOnce(started)) yield* threadsEnded(started);
    },
  };
}
