import * as decoding from 'lib0/decoding';

/** Message types of Hocuspocus' protocol that the acknowledgement ledger has to tell apart. */
const SYNC = 0;
const SYNC_REPLY = 4;
const SYNC_STATUS = 8;
const SYNC_STEP_2 = 1;
const UPDATE = 2;

export type WireEvent =
  /** Everything that the server lacked according to its own account, sent once after each handshake. */
  'all-edits' | 'edit' | 'taken' | 'not-taken' | 'other';

/** What a message means for the question whether everything has arrived. */
export function classify(message: Uint8Array): WireEvent {
  try {
    const decoder = decoding.createDecoder(message);
    decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    if (type === SYNC_STATUS) return decoding.readVarInt(decoder) === 1 ? 'taken' : 'not-taken';
    if (type !== SYNC && type !== SYNC_REPLY) return 'other';
    const step = decoding.readVarUint(decoder);
    return step === SYNC_STEP_2 ? 'all-edits' : step === UPDATE ? 'edit' : 'other';
  } catch {
    return 'other';
  }
}
