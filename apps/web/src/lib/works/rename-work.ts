import { findDeviceWork, rememberWork } from './device-works.ts';

/** Gives a work another title: in its document, where the editor shows it, and on its cards. Rejects when it cannot be kept. */
export async function renameWork(id: string, title: string, onServer: boolean): Promise<void> {
  const onDevice = (await findDeviceWork(id)) !== undefined;
  const { withProject } = await import('./background-project.ts');
  await withProject(id, { kept: onDevice, onServer }, (project) => project.doc.setTitle(title));
  if (onDevice) await rememberWork({ id, title, updatedAt: Date.now() });
  if (!onServer) return;
  const answer = await fetch(`/api/projects/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title }),
  });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
}
