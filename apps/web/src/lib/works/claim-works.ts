import { listDeviceWorks, rememberWork, type DeviceWork } from './device-works.ts';

/** Makes a work of this device the person's on the server; its content follows by itself. False when the server refused. */
export async function claimWork(work: Pick<DeviceWork, 'id' | 'title'>, personId: string): Promise<boolean> {
  const answer = await fetch('/api/projects', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: work.id, title: work.title }),
  }).catch(() => undefined);
  if (!answer?.ok) return false;
  await rememberWork({ id: work.id, title: work.title, owner: personId });
  return true;
}

/** Takes along everything that was made on this device before somebody signed in. Returns how many works came. */
export async function claimDeviceWorks(personId: string): Promise<number> {
  const unclaimed = (await listDeviceWorks(personId)).filter((work) => work.owner === null);
  const claimed = await Promise.all(unclaimed.map((work) => claimWork(work, personId)));
  return claimed.filter(Boolean).length;
}
