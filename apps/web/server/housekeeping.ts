import { emptyBin, expireEntries, SYSTEM, sweep, withCaller, type DatabaseHandle } from '@paperkite/data';
import type { FileStore } from '@paperkite/files';
import type { Clock } from '@paperkite/kernel';
import { dropBytes } from './stored-bytes.ts';

const DAY_MS = 24 * 60 * 60_000;
const EVERY_MS = 60 * 60_000;
/** Works stay in the bin for a month. */
const BIN_DAYS = 30;

/** What is due by itself: entries whose correction is overdue end, old works leave the bin, bytes that nothing names go. */
export async function tidy({
  db,
  files,
  clock,
}: {
  db: DatabaseHandle;
  files: FileStore;
  clock: Clock;
}): Promise<void> {
  const orphans = await withCaller(db, SYSTEM, async (tx) => {
    await expireEntries(tx);
    await emptyBin(tx, new Date(clock.now() - BIN_DAYS * DAY_MS));
    return sweep(tx);
  });
  await dropBytes({ db, files }, orphans);
}

/** Tidies now and then, every hour. Returns a function that stops it. */
export function keepTidy(parts: Parameters<typeof tidy>[0]): () => void {
  const run = (): void => void tidy(parts).catch((error: unknown) => console.error('[housekeeping]', error));
  const timer = setInterval(run, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
