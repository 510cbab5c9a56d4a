import type { DeviceWork } from './device-works.ts';

/** A work as the server knows it. Instants in milliseconds since the epoch. */
export interface ServerWork {
  id: string;
  title: string;
  /** SHA-256 of the picture, or null. */
  picture: string | null;
  updatedAt: number;
  handedIn: boolean;
  /** Somebody else's, who shares it. */
  isShared: boolean;
}

/** A card among the works. */
export interface WorkCard {
  id: string;
  title: string;
  touchedAt: number;
  /** `device`: nobody but this device has it. `server`: saved. */
  kept: 'device' | 'server';
  /** The picture that this device keeps, or the hash of the one on the server. */
  picture: { blob: Blob } | { sha256: string } | undefined;
  handedIn: boolean;
  isShared: boolean;
}

/**
 * Works of the server and of this device as one list, last touched first; a work that both know stands there once, with
 * what is newer of both. What lies in the bin is left out.
 * @param binned ids of works that the server has in the bin
 */
export function mergeWorks(
  server: readonly ServerWork[],
  device: readonly DeviceWork[],
  binned: ReadonlySet<string>,
): WorkCard[] {
  const onDevice = new Map(device.map((work) => [work.id, work]));
  const known = new Set(server.map(({ id }) => id));
  const saved = server.map((work): WorkCard => {
    const here = onDevice.get(work.id);
    const isNewer = here !== undefined && here.updatedAt > work.updatedAt;
    const { id, handedIn, isShared } = work;
    return {
      id,
      title: isNewer && here.title !== '' ? here.title : work.title,
      touchedAt: Math.max(work.updatedAt, here?.updatedAt ?? 0),
      kept: 'server',
      picture: pictureOf(isNewer ? here : undefined, work.picture) ?? pictureOf(here, null),
      handedIn,
      isShared,
    };
  });
  const alone = device
    .filter(({ id, binnedAt }) => !known.has(id) && !binned.has(id) && !binnedAt)
    .map((work) => cardOfDevice(work));
  return [...saved, ...alone].sort((a, b) => b.touchedAt - a.touchedAt);
}

/** What lies in the bin here: of this device, and of the server. */
export function mergeBin(server: readonly ServerWork[], device: readonly DeviceWork[]): WorkCard[] {
  const saved = mergeWorks(server, [], new Set());
  const known = new Set(server.map(({ id }) => id));
  const alone = device.filter(({ id, binnedAt }) => !!binnedAt && !known.has(id)).map((work) => cardOfDevice(work));
  return [...saved, ...alone].sort((a, b) => b.touchedAt - a.touchedAt);
}

const cardOfDevice = (work: DeviceWork): WorkCard => ({
  id: work.id,
  title: work.title,
  touchedAt: work.updatedAt,
  kept: 'device',
  picture: pictureOf(work, null),
  handedIn: false,
  isShared: false,
});

function pictureOf(here: DeviceWork | undefined, sha256: string | null): WorkCard['picture'] {
  if (here?.thumbnail) return { blob: here.thumbnail };
  return sha256 === null ? undefined : { sha256 };
}
