import { afterEach, describe, expect, it, vi } from 'vitest';
import { sampleProject } from '../doc/testing/sample.ts';
import type { Access, CollabServerOptions } from '../server/collab-server.ts';
import { startServer, until } from '../server/testing/harness.ts';
import type { TestServer } from '../server/testing/harness.ts';
import type { AssetServer } from './asset-cache.ts';
import type { DeviceStore } from './device-store.ts';
import { CollabError } from './errors.ts';
import { memoryStore } from './memory-store.ts';
import { openProject } from './open-project.ts';
import type { OpenProject, OpenProjectOptions } from './open-project.ts';

vi.spyOn(console, 'error').mockImplementation(() => {});

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of cleanup.reverse()) await stop();
  cleanup.length = 0;
});

/** An asset server in memory that can be away or refuse. */
function assetServer(): AssetServer & { stored: Map<string, Uint8Array>; mode: 'takes' | 'away' | 'refuses' } {
  const server = {
    stored: new Map<string, Uint8Array>(),
    mode: 'takes' as 'takes' | 'away' | 'refuses',
    async upload(hash: string, asset: { bytes: Uint8Array }) {
      if (server.mode === 'away') throw new Error('network');
      if (server.mode === 'refuses') throw new CollabError('upload-refused');
      server.stored.set(hash, asset.bytes);
    },
    async download(hash: string) {
      const bytes = server.stored.get(hash);
      return bytes && { bytes, mime: 'image/png' };
    },
  };
  return server;
}

async function start(options: Partial<CollabServerOptions> = {}): Promise<TestServer> {
  const server = await startServer(options);
  cleanup.push(() => server.stop());
  return server;
}
let nextId = 0;
const newId = (): string => `project-${process.pid}-${nextId++}`;
function open(options: OpenProjectOptions): OpenProject {
  const project = openProject(options);
  cleanup.push(() => project.close().catch(() => {}));
  return project;
}
const at = (server: TestServer, token = 'ann', assets: AssetServer = assetServer()) => ({
  url: server.url,
  token,
  assets,
});
const reaches = (project: OpenProject, kind: string) => until(() => project.saveState().kind === kind, kind);
const bytes = (text: string) => new TextEncoder().encode(text);

describe('an open project', () => {
  it('goes from "loading" to "on this device" without a server, and survives a reload', async () => {
    const [device, projectId] = [memoryStore(), newId()];
    const first = open({ projectId, device });
    expect(first.saveState()).toEqual({ kind: 'loading' });
    await first.whenLoaded;
    first.doc.fillFromProject(sampleProject());
    expect(first.saveState().kind).toBe('saving');
    await reaches(first, 'on-device');
    await expect(first.whenDurable(50)).rejects.toMatchObject({ code: 'no-server' });
    await first.close();
    expect(await device.projects()).toMatchObject([{ id: projectId, title: '我的风筝', unsaved: true }]);
    const second = open({ projectId, device });
    await second.whenLoaded;
    expect(second.doc.toProject()).toEqual(sampleProject());
  });

  it('is taken along to a server with its edits and assets', async () => {
    const [server, device, projectId, assets] = [await start(), memoryStore(), newId(), assetServer()];
    const project = open({ projectId, device });
    await project.whenLoaded;
    project.doc.fillFromProject(sampleProject());
    const hash = await project.assets.put(bytes('painted offline'), 'image/png');
    await reaches(project, 'on-device');
    project.attachServer(at(server, 'ann', assets));
    await project.whenDurable(2000);
    expect(project.saveState()).toEqual({ kind: 'saved' });
    expect(assets.stored.has(hash)).toBe(true);
    const reader = open({ projectId, device: memoryStore(), server: at(server, 'ben', assets) });
    await reader.whenLoaded;
    expect(reader.doc.toProject()).toEqual(sampleProject());
    expect((await reader.assets.get(hash))?.bytes).toEqual(bytes('painted offline'));
  });

  it('says "saved" only after the log has the edit and the asset server has the bytes', async () => {
    const [server, assets] = [await start(), assetServer()];
    const project = open({ projectId: newId(), device: memoryStore(), server: at(server, 'ann', assets) });
    await project.whenLoaded;
    await reaches(project, 'saved');
    let release = () => {};
    server.log.hold = new Promise((resolve) => (release = resolve));
    project.doc.setTitle('one');
    expect(project.saveState().kind).toBe('saving');
    const durable = project.whenDurable(2000);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(project.saveState().kind).toBe('saving');
    release();
    await durable;
    expect(server.log.batches.flat()).toHaveLength(1);
    assets.mode = 'away';
    await project.assets.put(bytes('x'), 'image/png');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(project.saveState().kind).toBe('saving');
    await expect(project.whenDurable(50)).rejects.toMatchObject({ code: 'timed-out' });
    assets.mode = 'takes';
    project.retry();
    await reaches(project, 'saved');
  });

  it('keeps uploads that were pending over a reload, and says when one is refused', async () => {
    const [server, device, projectId, assets] = [await start(), memoryStore(), newId(), assetServer()];
    assets.mode = 'away';
    const first = open({ projectId, device, server: at(server, 'ann', assets) });
    await first.whenLoaded;
    const hash = await first.assets.put(bytes('later'), 'image/png');
    await first.close();
    assets.mode = 'refuses';
    const second = open({ projectId, device, server: at(server, 'ann', assets) });
    await until(() => second.saveState().kind === 'cannot-save');
    expect(second.saveState()).toEqual({ kind: 'cannot-save', reason: 'upload-refused' });
    assets.mode = 'takes';
    second.retry();
    await reaches(second, 'saved');
    expect(assets.stored.get(hash)).toEqual(bytes('later'));
    expect(await device.pendingUploads(projectId)).toEqual([]);
  });

  it('keeps working while the server is away and saves when it is back', async () => {
    const [server, device, projectId] = [await start(), memoryStore(), newId()];
    const project = open({ projectId, device, server: at(server) });
    await project.whenLoaded;
    project.doc.fillFromProject(sampleProject());
    await reaches(project, 'saved');
    await server.collab.close();
    await until(() => !project.online());
    expect(project.saveState().kind).toBe('saved');
    project.doc.setTitle('while away');
    await reaches(project, 'on-device');
    await project.close();
    expect(await device.project(projectId)).toMatchObject({ unsaved: true, title: 'while away' });
    const next = await start({ log: server.log });
    const again = open({ projectId, device, server: at(next) });
    await again.whenLoaded;
    await reaches(again, 'saved');
    await until(() => server.log.batches.flat().length >= 2);
    const reader = open({ projectId, device: memoryStore(), server: at(next, 'ben') });
    await reader.whenLoaded;
    expect(reader.doc.toProject().title).toBe('while away');
  });

  it('shows who may not write that the edit is not saved, and saves it once unlocked', async () => {
    let readOnly = false;
    const authorize = async (): Promise<Access> => ({ person: { id: 'ann', name: 'Ann' }, readOnly });
    const server = await start({ authorize });
    const project = open({ projectId: newId(), device: memoryStore(), server: at(server) });
    await project.whenLoaded;
    await reaches(project, 'saved');
    readOnly = true;
    await server.collab.refreshAccess({ personId: 'ann' });
    await until(() => project.readOnly());
    expect(project.saveState().kind).toBe('saved');
    project.doc.setTitle('locked');
    await until(() => project.saveState().kind === 'cannot-save');
    await expect(project.whenDurable(50)).rejects.toMatchObject({ code: 'read-only' });
    readOnly = false;
    await server.collab.refreshAccess({ personId: 'ann' });
    await reaches(project, 'saved');
    expect(server.log.batches.flat()).toHaveLength(1);
  });

  it('uploads by itself what was forbidden, as soon as the person may', async () => {
    let [readOnly, waits] = [true, false];
    const { setTimeout: later } = globalThis;
    const timers = vi
      .spyOn(globalThis, 'setTimeout')
      .mockImplementation(((run: () => void, ms = 0) =>
        later(() => (waits && ms >= 500 ? undefined : run()), ms)) as typeof setTimeout);
    cleanup.push(() => timers.mockRestore());
    const authorize = async (): Promise<Access> => ({ person: { id: 'ann', name: 'Ann' }, readOnly });
    const server = await start({ authorize });
    let tries = 0;
    const stored = new Set<string>();
    const assets: AssetServer = {
      async upload(hash) {
        tries++;
        // As over HTTP: 403 is a matter of time, not of the file.
        if (readOnly) throw new Error('the server answered 403');
        stored.add(hash);
      },
      download: async () => undefined,
    };
    const project = open({ projectId: newId(), device: memoryStore(), server: at(server, 'ann', assets) });
    await project.whenLoaded;
    const hash = await project.assets.put(bytes('painted while locked'), 'image/png');
    await until(() => tries >= 2, 'two attempts');
    // From here on no attempt comes by itself any more, however long this takes: only the news of the right wakes it.
    waits = true;
    readOnly = false;
    await server.collab.refreshAccess({ personId: 'ann' });
    await reaches(project, 'saved');
    expect(stored).toContain(hash);
  });

  it('says that the sign-in is missing, and saves after it', async () => {
    const server = await start();
    let token = '';
    const project = open({
      projectId: newId(),
      device: memoryStore(),
      server: { url: server.url, token: async () => token, assets: assetServer() },
    });
    await expect(project.whenLoaded).rejects.toMatchObject({ code: 'not-signed-in' });
    token = 'ann';
    project.retry();
    await reaches(project, 'saved');
  });

  it('tries again by itself when the log was not available', async () => {
    const server = await start();
    const projectId = newId();
    const project = open({ projectId, device: memoryStore(), server: at(server) });
    await reaches(project, 'saved');
    server.log.failing.set(projectId, new Error('database away'));
    project.doc.setTitle('kept');
    await until(() => !project.online());
    expect(['on-device', 'saving']).toContain(project.saveState().kind);
    server.log.failing.clear();
    await reaches(project, 'saved');
    expect(server.log.batches.flat()).toHaveLength(1);
  });

  it('saves a change that is too big for one message as a handshake', async () => {
    const server = await start({ limits: { maxUpdateBytes: 2000 } });
    const project = open({ projectId: newId(), device: memoryStore(), server: at(server) });
    await reaches(project, 'saved');
    project.doc.setTitle('x'.repeat(3000));
    await until(() => !project.online());
    await reaches(project, 'saved');
    expect(server.log.batches.flat().map((entry) => entry.update.byteLength > 2000)).toEqual([true]);
  });

  it('says that a project is too big, without trying again and again', async () => {
    const server = await start({ limits: { maxUpdateBytes: 2000, maxDocumentBytes: 4000 } });
    const [device, projectId] = [memoryStore(), newId()];
    const project = open({ projectId, device });
    await project.whenLoaded;
    project.doc.setTitle('x'.repeat(10_000));
    await reaches(project, 'on-device');
    project.attachServer(at(server));
    await until(() => project.saveState().kind === 'cannot-save');
    expect(project.saveState()).toEqual({ kind: 'cannot-save', reason: 'project-too-big' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.collab.stats().sockets).toBe(0);
    // What undo could bring back counts until the page is opened again.
    project.doc.setTitle('short');
    await project.close();
    const again = open({ projectId, device, server: at(server) });
    await reaches(again, 'saved');
  });

  it('says when the device has no room, unless the server has everything', async () => {
    const full: DeviceStore = {
      ...memoryStore(),
      appendUpdate: () => Promise.reject(new CollabError('device-storage-full')),
    };
    const alone = open({ projectId: newId(), device: full });
    await alone.whenLoaded;
    alone.doc.setTitle('x');
    await until(() => alone.saveState().kind === 'cannot-save');
    expect(alone.saveState()).toEqual({ kind: 'cannot-save', reason: 'device-storage-full' });
    const server = await start();
    const project = open({ projectId: newId(), device: full, server: at(server) });
    await project.whenLoaded;
    project.doc.setTitle('x');
    await reaches(project, 'saved');
  });

  it('shares edits between tabs without a server', async () => {
    const [projectId, device] = [newId(), memoryStore()];
    const one = open({ projectId, device });
    await one.whenLoaded;
    one.doc.fillFromProject(sampleProject());
    const two = open({ projectId, device: memoryStore() });
    await until(() => two.doc.toProject().title === '我的风筝');
    two.doc.setTitle('from two');
    await until(() => one.doc.toProject().title === 'from two');
  });

  it('saves with two tabs and two people on one project, and undo stays with each', async () => {
    const [server, projectId] = [await start(), newId()];
    const people = ['ann', 'ann', 'ben'].map((token) =>
      open({ projectId, device: memoryStore(), server: at(server, token) }),
    );
    await Promise.all(people.map((p) => p.whenLoaded));
    people[0]!.doc.fillFromProject(sampleProject());
    await until(() => people.every((p) => p.doc.toProject().title === '我的风筝'));
    people[1]!.doc.setTitle('second tab');
    people[2]!.doc.sprites.set('kite', { x: 42 });
    await until(() => people.every((p) => p.doc.toProject().title === 'second tab'));
    people[1]!.doc.undo();
    await until(() => people.every((p) => p.doc.toProject().title === '我的风筝'));
    await Promise.all(people.map((p) => p.whenDurable(3000)));
    expect(people.map((p) => p.doc.toProject().targets[1])).toMatchObject([{ x: 42 }, { x: 42 }, { x: 42 }]);
  });

  it('shows who else is here and where', async () => {
    const [server, projectId] = [await start(), newId()];
    const ann = open({ projectId, device: memoryStore(), server: at(server, 'ann') });
    const ben = open({ projectId, device: memoryStore(), server: at(server, 'ben') });
    await Promise.all([reaches(ann, 'saved'), reaches(ben, 'saved')]);
    ben.presence.show({ target: 'kite', block: 'flag' });
    await until(() => ann.presence.people()[0]?.block === 'flag');
    expect(ann.presence.people()).toEqual([
      {
        client: ben.doc.ydoc.clientID,
        person: { id: 'ben', name: 'Name of ben' },
        colour: expect.any(Number),
        target: 'kite',
        block: 'flag',
      },
    ]);
    // Signing in again makes a new connection; who is here must stay visible both ways.
    ben.attachServer(at(server, 'cat'));
    await until(() => ann.presence.people().some(({ person, block }) => person.id === 'cat' && block === 'flag'));
    await until(() => ben.presence.people()[0]?.person.id === 'ann');
    await ben.close();
    await until(() => ann.presence.people().length === 0);
  });
});
