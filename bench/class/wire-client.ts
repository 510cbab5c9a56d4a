import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import {
  messageYjsSyncStep1,
  messageYjsSyncStep2,
  messageYjsUpdate,
  writeSyncStep1,
  writeSyncStep2,
} from 'y-protocols/sync';
import * as Y from 'yjs';

/**
 * A Yjs client for Hocuspocus' protocol as lean as can be, so that hundreds fit into the process that also takes the time. One
 * socket carries any number of documents.
 */
export interface WireSocket {
  /** Opens a document; resolves when both sides have each other's content and the server has acknowledged ours. */
  join(name: string, doc: Y.Doc, events?: WireEvents): Promise<void>;
  /** Bytes of all messages sent. */
  sentBytes(): number;
  /** Drops the connection without a word, as when the lid is closed. */
  terminate(): void;
}

export interface WireEvents {
  /** An edit went out. */
  onSent?(): void;
  /** The oldest edit on its way was acknowledged. */
  onAck?(): void;
}

const TYPE = { sync: 0, auth: 2, syncReply: 4, close: 7, syncStatus: 8 } as const;
const DENIED = 1;

interface Link {
  doc: Y.Doc;
  events: WireEvents;
  handshakeAcked: boolean;
  hasContent: boolean;
  settle(error?: Error): void;
}

export async function openSocket(url: string, cookie?: string): Promise<WireSocket> {
  const ws = new WebSocket(url, { headers: cookie === undefined ? {} : { cookie }, perMessageDeflate: false });
  const links = new Map<string, Link>();
  let sentBytes = 0;

  const send = (name: string, type: number, write: (encoder: encoding.Encoder) => void): void => {
    if (ws.readyState !== WebSocket.OPEN) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, name);
    encoding.writeVarUint(encoder, type);
    write(encoder);
    const message = encoding.toUint8Array(encoder);
    sentBytes += message.byteLength;
    ws.send(message);
  };
  const checkReady = (link: Link): void => {
    if (link.handshakeAcked && link.hasContent) link.settle();
  };

  const receive = (data: Uint8Array): void => {
    const decoder = decoding.createDecoder(data);
    if (data.byteLength < 2) return;
    const name = decoding.readVarString(decoder);
    const link = links.get(name);
    if (!link) return;
    const type = decoding.readVarUint(decoder);
    if (type === TYPE.sync || type === TYPE.syncReply) {
      const step = decoding.readVarUint(decoder);
      const payload = decoding.readVarUint8Array(decoder);
      if (step === messageYjsSyncStep1) send(name, TYPE.sync, (encoder) => writeSyncStep2(encoder, link.doc, payload));
      else Y.applyUpdate(link.doc, payload, 'wire');
      if (step === messageYjsSyncStep2) link.hasContent = true;
      checkReady(link);
    } else if (type === TYPE.syncStatus && decoding.readVarInt(decoder) === 1) {
      if (link.handshakeAcked) link.events.onAck?.();
      link.handshakeAcked = true;
      checkReady(link);
    } else if (type === TYPE.auth && decoding.readVarUint(decoder) === DENIED) {
      link.settle(new Error(`denied: ${decoding.readVarString(decoder)}`));
    } else if (type === TYPE.close) {
      link.settle(new Error(`closed: ${decoding.readVarString(decoder)}`));
    }
  };

  ws.on('message', (data: Buffer) => receive(data));
  ws.on('close', () => links.forEach((link) => link.settle(new Error('the socket was closed'))));
  await new Promise<void>((resolve, reject) => {
    ws.once('open', resolve);
    ws.once('error', reject);
  });
  ws.on('error', () => ws.terminate());

  return {
    join: (name, doc, events = {}) =>
      new Promise((resolve, reject) => {
        const settle = (error?: Error): void => (error ? reject(error) : resolve());
        const link: Link = { doc, events, handshakeAcked: false, hasContent: false, settle };
        links.set(name, link);
        doc.on('update', (update: Uint8Array, origin: unknown) => {
          if (origin === 'wire') return;
          send(name, TYPE.sync, (encoder) => {
            encoding.writeVarUint(encoder, messageYjsUpdate);
            encoding.writeVarUint8Array(encoder, update);
          });
          events.onSent?.();
        });
        send(name, TYPE.auth, (encoder) => {
          encoding.writeVarUint(encoder, 0);
          encoding.writeVarString(encoder, '');
        });
        send(name, TYPE.sync, (encoder) => writeSyncStep1(encoder, doc));
      }),
    sentBytes: () => sentBytes,
    terminate: () => ws.terminate(),
  };
}
