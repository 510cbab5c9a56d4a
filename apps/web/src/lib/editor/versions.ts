import type { OpenProject } from '@paperkite/collab/client';
import type { Project } from '@paperkite/project';

export interface VersionSummary {
  id: string;
  kind: 'automatic' | 'named' | 'before_restore' | 'submitted';
  label: string | null;
  /** ISO 8601. */
  madeAt: string;
}

/** Versions of one project on the server. */
export interface VersionStore {
  /** Newest first. Rejects without a network. */
  list(): Promise<VersionSummary[]>;
  /** Keeps what is there now as a version; `full` when there is no room for more. */
  keep(label: string): Promise<'kept' | 'full'>;
  /** Deletes a version that was kept by hand. */
  drop(id: string): Promise<void>;
  /** The project as it was in a version. What is there now is kept as a version first. */
  recall(id: string): Promise<Project>;
}

export function serverVersions(projectId: string, { whenDurable }: Pick<OpenProject, 'whenDurable'>): VersionStore {
  const base = `/api/projects/${projectId}/versions`;
  const keep = async (kind: 'named' | 'before_restore', label: string | null): Promise<'kept' | 'full'> => {
    // The server keeps what it has: the last edits first.
    await whenDurable();
    const response = await fetch(base, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind, label }),
    });
    if (response.status === 409 && ((await response.json()) as { message?: string }).message === 'versions_full')
      return 'full';
    await answered(response);
    return 'kept';
  };
  return {
    list: async () => (await (await answered(await fetch(base))).json()) as VersionSummary[],
    keep: (label) => keep('named', label === '' ? null : label),
    drop: async (id) => void (await answered(await fetch(`${base}/${id}`, { method: 'DELETE' }))),
    async recall(id) {
      const project = (await (await answered(await fetch(`${base}/${id}`))).json()) as Project;
      await keep('before_restore', null);
      return project;
    },
  };
}

async function answered(response: Response): Promise<Response> {
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response;
}
