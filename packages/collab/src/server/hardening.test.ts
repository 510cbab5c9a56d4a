import * as encoding from 'lib0/encoding';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { CollabServerOptions } from './collab-server.ts';
import { authorizeByToken, connect, startServer, until } from './testing/harness.ts';
import type { TestClient, TestServer } from './testing/harness.ts';
import { writeHello } from './testing/hello.ts';

vi.spyOn(console, 'error').mockImplementation(() => {});
vi.spyOn(console, 'warn').mockImplementation(() => {});

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of cleanup.reverse()) await stop();
  cleanup.length = 0;
});

async function start(options: Partial<CollabServerOptions> = {}): Promise<TestServer> {
  const server = await startServer(options);
  cleanup.push(() => server.stop());
  return server;
}

async function raw(server: TestServer): Promise<WebSocket & { closed: Promise<number> }> {
  const ws = new WebSocket(server.url);
  cleanup.push(() => ws.terminate());
  ws.on('error', () => {});
  const closed = new Promise<number>((resolve) => ws.on('close', (code) => resolve(code)));
  await new Promise((resolve) => ws.on('open', resolve));
  return Object.assign(ws, { closed });
}

/** Somebody who works while others misbehave. */
async function bystander(server: TestServer): Promise<TestClient & { works(): Promise<void> }> {
  const [here, there] = ['ann', 'ben'].map((token) => connect(server.url, 'doc', token)) as [TestClient, TestClient];
  for (const client of [here, there]) {
    cleanup.push(() => client.stop());
    await until(() => client.provider.isSynced, 'the first sync');
  }
  let edits = 0;
  return {
    ...here,
    async works() {
      here.doc.getMap('m').set('k', ++edits);
      await until(() => there.doc.getMap('m').get('k') === edits, 'an edit of somebody else');
      expect([...here.refusals, ...there.refusals]).toEqual([]);
    },
  };
}

/** A message for a document, with any bytes after the name. */
function message(documentId: string, rest: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, documentId);
  encoding.writeUint8Array(encoder, rest);
  return encoding.toUint8Array(encoder);
}

describe('the sync server', () => {
  it('survives garbage of people who are signed in, of every type of message', async () => {
    const server = await start();
    const other = await bystander(server);
    const garbage = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.uint8Array({ maxLength: 40 }));
    await fc.assert(
      fc.asyncProperty(fc.array(garbage, { minLength: 1, maxLength: 8 }), async (messages) => {
        const ws = await raw(server);
        ws.send(writeHello('doc', 'cat'));
        for (const [type, bytes] of messages) ws.send(message('doc', new Uint8Array([type, ...bytes])));
        await new Promise((resolve) => setTimeout(resolve, 5));
        ws.terminate();
      }),
      { numRuns: process.env.PAPERKITE_DEEP ? 2000 : 60 },
    );
    await other.works();
    const later = connect(server.url, 'doc', 'dora');
    cleanup.push(() => later.stop());
    await until(() => later.provider.isSynced, 'a new client');
    expect(later.doc.getMap('m').toJSON()).toEqual(other.doc.getMap('m').toJSON());
  });

  it('takes the name of no document for something else', async () => {
    const server = await start();
    const other = await bystander(server);
    for (const name of [
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      '',
      '\0',
      'doc\0x',
      'x'.repeat(1 << 20),
      '../doc',
    ]) {
      const ws = await raw(server);
      ws.send(writeHello(name, 'cat'));
      ws.send(message(name, new Uint8Array([0, 0, 1, 0])));
      await new Promise((resolve) => setTimeout(resolve, 10));
      ws.terminate();
      await other.works();
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('closes who sends a message larger than any document, before it has it', async () => {
    const server = await start({ limits: { maxDocumentBytes: 100_000 } });
    const other = await bystander(server);
    const ws = await raw(server);
    ws.send(new Uint8Array(200_000));
    expect(await ws.closed).toBe(1009);
    await other.works();
  });

  it('closes who asks for thousands of documents, and asks for the rights of few of them', async () => {
    let asked = 0;
    const server = await start({
      authorize: async (request) => {
        if (request.documentId !== 'doc') {
          asked++;
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
        return authorizeByToken(request);
      },
    });
    const other = await bystander(server);
    const ws = await raw(server);
    for (let i = 0; i < 5000; i++) ws.send(writeHello(`no-${i}`, 'cat'));
    await ws.closed;
    expect(asked).toBeLessThanOrEqual(256);
    await other.works();
  });

  it('counts what strangers send, too', async () => {
    const server = await start({ limits: { messages: { perSecond: 1, burst: 50 } } });
    const ws = await raw(server);
    for (let i = 0; i < 60; i++) ws.send(message('doc', new Uint8Array([0, 0, 1, 0])));
    expect(await ws.closed).toBe(4429);
  });

  it('says no to unknown documents, one after the other, and goes on', async () => {
    const server = await start();
    const other = await bystander(server);
    const ws = await raw(server);
    let answers = 0;
    ws.on('message', () => answers++);
    for (let i = 0; i < 500; i++) {
      ws.send(writeHello(`no-${i}`, 'cat'));
      if (i % 50 === 49) await until(() => answers > i, 'answers');
    }
    await until(() => answers >= 500, 'all answers');
    expect(server.collab.stats().documents).toBe(1);
    await other.works();
  });

  it('lets nobody in whose rights end while they are being asked for', async () => {
    let allowed = true;
    let release = (): void => {};
    let waiting: Promise<void> | undefined = new Promise((resolve) => (release = resolve));
    const server = await start({
      authorize: async () => {
        const answer = allowed;
        await waiting;
        return answer ? { person: { id: 'ann', name: 'Ann' }, readOnly: false } : { refused: 'no-access' };
      },
    });
    const client = connect(server.url, 'doc', 'ann');
    cleanup.push(() => client.stop());
    await new Promise((resolve) => setTimeout(resolve, 100));
    allowed = false;
    await server.collab.refreshAccess({ personId: 'ann' });
    waiting = undefined;
    release();
    await until(() => client.refusals.includes('no-access'), 'the refusal');
    client.doc.getMap('m').set('k', 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.log.batches.flat()).toHaveLength(0);
  });
});
