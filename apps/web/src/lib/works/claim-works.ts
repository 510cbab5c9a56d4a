import { listDeviceWorks, rememberWork, type DeviceWork } from './device-works.ts';
import { madeHere, sortUnclaimed } from './made-here.ts';

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

/** The works of this device that nobody has claimed: those that come along by themselves, and those to ask about. */
export async function findUnclaimed(personId: string): Promise<{ own: DeviceWork[]; others: DeviceWork[] }> {
  return sortUnclaimed(await listDeviceWorks(personId), madeHere());
}

/**
 * Takes works along that were made on this device before somebody signed in: they become the person's, and their content is
 * sent. What does not get through now follows when the work is opened.
 * @returns how many works came
 */
export async function claimDeviceWorks(works: readonly DeviceWork[], personId: string): Promise<number> {
  const claimed: DeviceWork[] = [];
  for (const work of works) if (await claimWork(work, personId)) claimed.push(work);
  if (claimed.length > 0) await sendContent(claimed);
  return claimed.length;
}

async function sendContent(works: readonly DeviceWork[]): Promise<void> {
  const { withProject } = await import('./background-project.ts');
  for (const { id, thumbnail } of works) {
    try {
      await withProject(id, { kept: true, onServer: true }, () => undefined);
      if (thumbnail) await fetch(`/api/projects/${id}/thumbnail`, { method: 'PUT', body: thumbnail });
    } catch (error) {
      // It stays on the device, whole, and is sent when it is opened.
      console.warn(`work ${id} was not sent yet`, error);
    }
  }
}
