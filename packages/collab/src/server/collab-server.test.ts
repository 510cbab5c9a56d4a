import { manualClock } from '@paperkite/kernel';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Access, CollabServerOptions } from './collab-server.ts';
import { COLLAB_LIMITS } from './limits.ts';
import { authorizeByToken, connect, startServer, until } from './testing/harness.ts';
import { writeHello } from './testing/hello.ts';
import type { TestClient, TestServer } from './testing/harness.ts';

const running: { stop(): unknown }[] = [];
const start = async (options: Partial<CollabServerOptions> = {}): Promise<TestServer> => {
  const server = await startServer(options);
  running.push(server);
  return server;
};
const join = (server: TestServer, name: string, token: string, doc?: Y.Doc): TestClient => {
  const client = connect(server.url, name, token, doc);
  running.push(client);
  return client;
};
const synced = (client: TestClient) =>
  until(() => client.provider.synced && !client.provider.hasUnsyncedChanges, 'sync');

// Hocuspocus prints every connection that it closes.
vi.spyOn(console, 'error').mockImplementation(() => {});

afterEach(async () => {
  for (const thing of running.reverse()) await thing.stop();
  running.length = 0;
});

describe('the sync server', () => {
  it('acknowledges an edit only after the log has it', async () => {
    const server = await start();
    const client = join(server, 'doc', 'ann');
    await synced(client);
    let release = () => {};
    server.log.hold = new Promise((resolve) => (release = resolve));
    client.doc.getMap('m').set('k', 1);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(client.provider.hasUnsyncedChanges).toBe(true);
    expect(server.log.batches).toHaveLength(0);
    release();
    await synced(client);
    expect(server.log.batches).toHaveLength(1);
  });

  it('shows an edit to others only once it is durable', async () => {
    const server = await start();
    const [ann, ben] = [join(server, 'doc', 'ann'), join(server, 'doc', 'ben')];
    await Promise.all([synced(ann), synced(ben)]);
    let release = () => {};
    server.log.hold = new Promise((resolve) => (release = resolve));
    ann.doc.getMap('m').set('k', 1);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(ben.doc.getMap('m').get('k')).toBeUndefined();
    release();
    await until(() => ben.doc.getMap('m').get('k') === 1, 'the edit at ben');
  });

  it('logs what was edited offline and arrives as a sync step', async () => {
    const server = await start();
    const doc = new Y.Doc();
    doc.getMap('m').set('offline', true);
    await synced(join(server, 'doc', 'ann', doc));
    expect(server.log.batches.flat()).toHaveLength(1);
    const reader = join(server, 'doc', 'ben');
    await until(() => reader.doc.getMap('m').get('offline') === true);
  });

  it('logs nothing when a client comes back with nothing new', async () => {
    const server = await start();
    const client = join(server, 'doc', 'ann');
    client.doc.getMap('m').set('k', 1);
    client.doc.getMap('m').delete('k');
    await synced(client);
    const before = server.log.batches.flat().length;
    await synced(join(server, 'doc', 'ben', client.doc));
    expect(server.log.batches.flat()).toHaveLength(before);
  });

  it('puts the edits of many documents into one append', async () => {
    const server = await start();
    const clients = Array.from({ length: 8 }, (_, i) => join(server, `doc${i}`, 'ann'));
    await Promise.all(clients.map(synced));
    let release = () => {};
    server.log.hold = new Promise((resolve) => (release = resolve));
    clients[0]!.doc.getMap('m').set('first', 1);
    await new Promise((resolve) => setTimeout(resolve, 40));
    for (const client of clients) client.doc.getMap('m').set('k', 1);
    await new Promise((resolve) => setTimeout(resolve, 40));
    release();
    await Promise.all(clients.map(synced));
    // The first document's second edit waits for its first one.
    expect(server.log.batches.slice(0, 2).map((batch) => batch.length)).toEqual([1, 7]);
    expect(server.log.batches.flat()).toHaveLength(9);
  });

  it('still takes the edits of others when one document of a batch is gone', async () => {
    const server = await start();
    const [ann, ben] = [join(server, 'gone', 'ann'), join(server, 'doc', 'ben')];
    await Promise.all([synced(ann), synced(ben)]);
    server.log.failing.set('gone', { reason: 'unknown-project' });
    ann.doc.getMap('m').set('k', 1);
    ben.doc.getMap('m').set('k', 1);
    await synced(ben);
    await until(() => ann.refusals.includes('unknown-project'));
    expect(ann.provider.hasUnsyncedChanges).toBe(true);
  });

  it('refuses who is not signed in and documents that do not exist', async () => {
    const server = await start();
    const [nobody, lost] = [join(server, 'doc', ''), join(server, 'no-such', 'ann')];
    await until(() => nobody.refusals.length > 0 && lost.refusals.length > 0);
    expect(nobody.refusals[0]).toBe('not-signed-in');
    expect(lost.refusals[0]).toBe('unknown-project');
    expect(server.collab.stats().documents).toBe(0);
  });

  it('neither logs nor applies what a read-only person writes', async () => {
    const server = await start();
    const reader = join(server, 'doc', 'ann:read');
    await until(() => reader.provider.isAuthenticated && reader.provider.synced);
    reader.doc.getMap('m').set('k', 1);
    const offline = new Y.Doc();
    offline.getMap('m').set('k', 2);
    join(server, 'doc', 'ben:read', offline);
    const writer = join(server, 'doc', 'cat');
    await synced(writer);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(server.log.batches).toHaveLength(0);
    expect(writer.doc.getMap('m').size).toBe(0);
    expect(reader.provider.hasUnsyncedChanges).toBe(true);
  });

  it('locks and unlocks a connected person, and closes who was removed', async () => {
    let rights: Access = { person: { id: 'ann', name: 'Ann' }, readOnly: false };
    const server = await start({ authorize: async () => rights });
    const client = join(server, 'doc', 'ann');
    const told: string[] = [];
    client.provider.on('stateless', ({ payload }: { payload: string }) => told.push(payload));
    await synced(client);
    rights = { person: { id: 'ann', name: 'Ann' }, readOnly: true };
    await server.collab.refreshAccess({ documentId: 'doc' });
    client.doc.getMap('m').set('locked', 1);
    await until(() => told.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(server.log.batches).toHaveLength(0);
    rights = { refused: 'no-access' };
    await server.collab.refreshAccess({ personId: 'somebody else' });
    expect(client.refusals).toEqual([]);
    await server.collab.refreshAccess({ personId: 'ann' });
    await until(() => client.refusals.includes('no-access'));
    expect(JSON.parse(told[0]!)).toEqual({ type: 'access', readOnly: true });
    expect(server.collab.peopleIn('doc')).toEqual([]);
  });

  it('does not take what a removed person had still in the queue', async () => {
    let rights: Access = { person: { id: 'ann', name: 'Ann' }, readOnly: false };
    const server = await start({ authorize: async () => rights });
    const client = join(server, 'doc', 'ann');
    await synced(client);
    let release = () => {};
    server.log.hold = new Promise((resolve) => (release = resolve));
    for (let i = 0; i < 3; i++) client.doc.getMap('m').set(`k${i}`, i);
    await new Promise((resolve) => setTimeout(resolve, 40));
    rights = { refused: 'no-access' };
    await server.collab.refreshAccess({ documentId: 'doc' });
    release();
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(server.log.batches.flat()).toHaveLength(1);
  });

  it('refuses updates that are none, too big an update and too big a document', async () => {
    const server = await start({ limits: { maxUpdateBytes: 2000, maxDocumentBytes: 5000 } });
    const big = join(server, 'big', 'ann');
    await synced(big);
    big.doc.getMap('m').set('k', 'x'.repeat(3000));
    await until(() => big.refusals.includes('update-too-big'));
    const full = join(server, 'full', 'ann');
    await synced(full);
    for (let i = 0; i < 4; i++) full.doc.getMap('m').set(`k${i}`, 'x'.repeat(1500));
    await until(() => full.refusals.includes('project-too-big'));
    const broken = join(server, 'broken', 'ann');
    await synced(broken);
    broken.doc.emit('update', [new Uint8Array([1, 1, 255, 255, 255, 3]), null, broken.doc, {} as Y.Transaction]);
    await until(() => broken.refusals.includes('malformed-update'));
    expect(server.log.batches.flat().map((entry) => entry.documentId)).toEqual(['full', 'full', 'full']);
  });

  it('closes a client that sends more than anybody may, and says why', async () => {
    const server = await start({ limits: { messages: { perSecond: 1, burst: 20 } }, clock: manualClock() });
    const client = join(server, 'doc', 'ann');
    await synced(client);
    for (let i = 0; i < 40; i++) client.doc.getMap('m').set('k', i);
    await until(() => client.refusals.includes('too-fast'));
    expect(server.log.batches.flat().length).toBeLessThan(20);
  });

  it('closes a client that does not read what it is sent', async () => {
    const limits = { slowClient: { waitingBytes: 100_000, forMs: 0, hardBytes: 1e9 } };
    const server = await start({ limits });
    const client = join(server, 'doc', 'ann');
    await synced(client);
    const slow = join(server, 'doc', 'ben');
    await synced(slow);
    // Stops reading at the level of the TCP socket.
    const raw = new WebSocket(server.url);
    await new Promise((resolve) => raw.on('open', resolve));
    raw.send(writeHello('doc', 'cat'));
    await until(() => server.collab.peopleIn('doc').some((person) => person.id === 'cat'));
    raw.pause();
    for (let i = 0; i < 60 && server.collab.stats().sockets === 3; i++) {
      client.doc.getMap('m').set('k', 'x'.repeat(500_000));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await until(() => server.collab.stats().sockets === 2, 'the slow socket to be closed');
    raw.terminate();
    expect(slow.refusals).toEqual([]);
  });

  it('says when the log is not available, and takes the edit when it is again', async () => {
    const server = await start();
    const client = join(server, 'doc', 'ann');
    await synced(client);
    server.log.failing.set('doc', new Error('database away'));
    client.doc.getMap('m').set('k', 1);
    await until(() => client.refusals.includes('log-unavailable'));
    server.log.failing.clear();
    await client.provider.sendToken();
    client.provider.startSync();
    await synced(client);
    const reader = join(server, 'doc', 'ben');
    await until(() => reader.doc.getMap('m').get('k') === 1);
  });

  it('compacts long logs without losing what arrives meanwhile', async () => {
    const server = await start({ limits: { compactAfter: { updates: 10, bytes: 1e9 } } });
    const client = join(server, 'doc', 'ann');
    await synced(client);
    for (let i = 0; i < 57; i++) {
      client.doc.getMap('m').set(`k${i}`, i);
      if (i % 7 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await synced(client);
    client.stop();
    await until(() => server.collab.stats().documents === 0);
    expect(server.log.compactions.length).toBeGreaterThan(1);
    const reader = join(server, 'doc', 'ben');
    await synced(reader);
    expect(reader.doc.getMap('m').size).toBe(57);
  });

  it('stamps presence with who the server knows, and lets nobody speak for another', async () => {
    const server = await start();
    const [ann, ben] = [join(server, 'doc', 'ann'), join(server, 'doc', 'ben')];
    await Promise.all([synced(ann), synced(ben)]);
    ann.provider.setAwarenessField('person', { id: 'teacher', name: 'The teacher' });
    ann.provider.setAwarenessField('block', 'b1');
    const seenOfAnn = () =>
      ben.provider.awareness!.getStates().get(ann.doc.clientID) as Record<string, unknown> | undefined;
    await until(() => seenOfAnn()?.['block'] === 'b1');
    expect(seenOfAnn()!['person']).toEqual({ id: 'ann', name: 'Name of ann' });
    ben.provider.awareness!.meta.set(ann.doc.clientID, { clock: 1000, lastUpdated: 0 });
    ben.provider.awareness!.states.set(ann.doc.clientID, { block: 'forged' });
    ben.provider.awareness!.emit('update', [{ added: [], updated: [ann.doc.clientID], removed: [] }, 'forged']);
    ann.provider.setAwarenessField('junk', 'x'.repeat(COLLAB_LIMITS.maxAwarenessBytes));
    const cat = join(server, 'doc', 'cat');
    await until(() => cat.provider.awareness!.getStates().has(ann.doc.clientID));
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(cat.provider.awareness!.getStates().get(ann.doc.clientID)).toEqual({
      person: { id: 'ann', name: 'Name of ann' },
    });
  });

  it('tells the application who changed and who is there', async () => {
    const changes: (string | undefined)[] = [];
    const presence: string[][] = [];
    const server = await start({
      onChange: (_id, person) => changes.push(person?.id),
      onPresence: (_id, people) => presence.push(people.map((person) => person.id)),
    });
    const ann = join(server, 'doc', 'ann');
    await synced(ann);
    ann.doc.getMap('m').set('k', 1);
    await synced(ann);
    const update = Y.encodeStateAsUpdate(ann.doc);
    await server.collab.applyUpdate('other', update);
    ann.stop();
    await until(() => presence.at(-1)?.length === 0);
    expect(changes).toEqual(['ann', undefined]);
    expect(presence[0]).toEqual(['ann']);
    const state = new Y.Doc();
    Y.applyUpdate(state, await server.collab.readState('other'));
    expect(state.getMap('m').get('k')).toBe(1);
  });

  it('turns away pages of other hosts and everything but binary messages', async () => {
    const server = await start();
    const foreign = new WebSocket(server.url, { origin: 'https://evil.example' });
    const status = await new Promise((resolve) => {
      foreign.on('unexpected-response', (_req, res) => resolve(res.statusCode));
      foreign.on('error', () => {});
    });
    expect(status).toBe(403);
    const own = new WebSocket(server.url, { origin: `http://127.0.0.1:${server.port}` });
    await new Promise((resolve) => own.on('open', resolve));
    own.send('text');
    expect(await new Promise((resolve) => own.on('close', resolve))).toBe(1003);
  });

  it('survives random bytes from strangers', async () => {
    const server = await start();
    for (let i = 0; i < 30; i++) {
      const ws = new WebSocket(server.url);
      await new Promise((resolve) => ws.on('open', resolve));
      for (let j = 0; j < 5; j++) ws.send(crypto.getRandomValues(new Uint8Array(1 + ((i * 7 + j * 13) % 60))));
      ws.terminate();
    }
    await synced(join(server, 'doc', 'ann'));
  });

  it('finishes what is under way when it is closed', async () => {
    const server = await startServer({ authorize: authorizeByToken });
    const client = join(server, 'doc', 'ann');
    await synced(client);
    let release = () => {};
    server.log.hold = new Promise((resolve) => (release = resolve));
    client.doc.getMap('m').set('k', 1);
    await new Promise((resolve) => setTimeout(resolve, 40));
    const closed = server.stop();
    release();
    await closed;
    expect(server.log.batches.flat()).toHaveLength(1);
    expect(client.refusals).toContain('server-closing');
  });
});
