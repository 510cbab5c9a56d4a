import * as Y from 'yjs';

/** Other tabs of the same browser with the same project: they share edits at once, without a server too. */
export interface TabChannel {
  /** The Yjs origin of what comes from other tabs. */
  readonly origin: unknown;
  stop(): void;
}

type Message =
  { kind: 'hello' | 'welcome'; vector: Uint8Array; update?: Uint8Array } | { kind: 'update'; update: Uint8Array };

/** `isForeign` tells the updates that other tabs get by themselves (from the server), which are not passed on. */
export function shareBetweenTabs(project: string, doc: Y.Doc, isForeign: (origin: unknown) => boolean): TabChannel {
  const origin = { from: 'tab' };
  if (typeof BroadcastChannel === 'undefined') return { origin, stop: () => {} };
  const channel = new BroadcastChannel(`paperkite:${project}`);
  const post = (message: Message): void => channel.postMessage(message);

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'hello')
      post({ kind: 'welcome', vector: Y.encodeStateVector(doc), update: Y.encodeStateAsUpdate(doc, data.vector) });
    if (data.kind === 'welcome') {
      const lacking = Y.encodeStateAsUpdate(doc, data.vector);
      if (lacking.byteLength > 2) post({ kind: 'update', update: lacking });
    }
    if (data.update) Y.applyUpdate(doc, data.update, origin);
  };
  const follow = (update: Uint8Array, from: unknown): void => {
    if (from !== origin && !isForeign(from)) post({ kind: 'update', update });
  };
  doc.on('update', follow);
  post({ kind: 'hello', vector: Y.encodeStateVector(doc) });

  return {
    origin,
    stop() {
      doc.off('update', follow);
      channel.close();
    },
  };
}
