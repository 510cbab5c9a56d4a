import * as encoding from 'lib0/encoding';

/** The first message of a Hocuspocus client: document name, type "auth", subtype "token", the token. */
export function writeHello(documentId: string, token: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, documentId);
  encoding.writeVarUint(encoder, 2);
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarString(encoder, token);
  return encoding.toUint8Array(encoder);
}
