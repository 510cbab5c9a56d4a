import { m } from '@paperkite/i18n';
import { send } from '#lib/server-request.ts';
import { listDeviceWorks, rememberWork, type DeviceWork } from './device-works.ts';
import { madeHere, sortUnclaimed } from './made-here.ts';

/** The server's limit of a title, in UTF-16 units. */
const TITLE_LIMIT = 120;

/**
 * Makes a work of this device the person's on the server; its content follows by itself. Undefined when the server refused.
 * A work without a name, or with one that is too long for lists, comes along all the same.
 * @returns the class that the work now belongs to, if any
 */
export async function claimWork(
  { id, title }: Pick<DeviceWork, 'id' | 'title'>,
  personId: string,
): Promise<{ classId: string | null } | undefined> {
  // A cut never leaves half of a character.
  const listed =
    title
      .trim()
      .slice(0, TITLE_LIMIT)
      .replace(/[\ud800-\udbff]$/, '') || m.editor_untitled();
  const sent = await send<{ classId: string | null }>('POST', '/api/projects', { id, title: listed });
  if (!sent.ok) return undefined;
  await rememberWork({ id, title, owner: personId });
  return sent.value;
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
