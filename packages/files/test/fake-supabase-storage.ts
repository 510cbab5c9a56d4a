import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newUuid } from '@paperkite/kernel';

/**
 * The part of Supabase Storage's HTTP API that our store uses, over a map in memory. Written from the API's description, not
 * recorded from the real service, which these tests never talk to.
 * @see https://supabase.github.io/storage/
 */
export interface FakeSupabaseStorage {
  url: string;
  key: string;
  bucket: string;
  objects: Map<string, Uint8Array>;
  /** While true, every request fails with status 503. */
  down: boolean;
  close(): Promise<void>;
}

type Reply = [status: number, body: unknown];

const absent: Reply = [400, { statusCode: '404', error: 'not_found', message: 'Object not found' }];
const duplicate: Reply = [400, { statusCode: '409', error: 'Duplicate', message: 'The resource already exists' }];
const forbidden: Reply = [400, { statusCode: '403', error: 'Unauthorized', message: 'invalid signature' }];

export async function fakeSupabaseStorage(): Promise<FakeSupabaseStorage> {
  const objects = new Map<string, Uint8Array>();
  const tokens = new Map<string, string>();
  const bucket = 'paperkite';
  const key = 'service-key';

  function create(path: string, body: Uint8Array): Reply {
    if (objects.has(path)) return duplicate;
    objects.set(path, body);
    return [200, { Id: newUuid(), Key: `${bucket}/${path}` }];
  }

  function signed(request: IncomingMessage, url: URL, path: string, body: Uint8Array): Reply {
    if (request.method === 'POST') {
      const token = newUuid();
      tokens.set(token, path);
      return [200, { url: `/object/upload/sign/${bucket}/${path}?token=${token}` }];
    }
    return tokens.get(url.searchParams.get('token') ?? '') === path ? create(path, body) : forbidden;
  }

  function move(body: Uint8Array): Reply {
    const { sourceKey, destinationKey } = JSON.parse(new TextDecoder().decode(body)) as Record<string, string>;
    const moved = objects.get(sourceKey!);
    if (!moved) return absent;
    if (objects.has(destinationKey!)) return duplicate;
    objects.set(destinationKey!, moved);
    objects.delete(sourceKey!);
    return [200, { message: 'Successfully moved' }];
  }

  function answer(request: IncomingMessage, url: URL, body: Uint8Array): Reply | Uint8Array {
    const path = url.pathname.replace('/storage/v1/object/', '');
    const inBucket = (prefix: string) => path.slice(`${prefix}${bucket}/`.length);
    if (path.startsWith(`upload/sign/${bucket}/`)) return signed(request, url, inBucket('upload/sign/'), body);
    if (request.headers.authorization !== `Bearer ${key}`) return forbidden;
    if (path === 'move') return move(body);
    if (path.startsWith(`info/${bucket}/`)) return objects.has(inBucket('info/')) ? [200, { id: newUuid() }] : absent;
    if (request.method === 'DELETE') {
      const { prefixes } = JSON.parse(new TextDecoder().decode(body)) as { prefixes: string[] };
      return [200, prefixes.filter((name) => objects.delete(name)).map((name) => ({ name }))];
    }
    if (request.method === 'POST') return create(inBucket(''), body);
    return objects.get(inBucket('')) ?? absent;
  }

  const server: Server = createServer((request, response) => void handle(request, response));
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return void response.destroy();
    }
    const url = new URL(request.url ?? '/', 'http://fake');
    const reply = fake.down
      ? ([503, { message: 'down' }] as Reply)
      : answer(request, url, bodyOf(request, Buffer.concat(chunks)));
    if (reply instanceof Uint8Array) return void response.end(reply);
    response.writeHead(reply[0], { 'content-type': 'application/json' }).end(JSON.stringify(reply[1]));
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const fake: FakeSupabaseStorage = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    bucket,
    objects,
    down: false,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
  return fake;
}

/** Bytes of our own store come as they are; browsers' forms are not used here. */
function bodyOf(request: IncomingMessage, body: Uint8Array): Uint8Array {
  if (request.headers['content-type']?.startsWith('multipart/')) throw new Error('forms are not faked');
  return body;
}
