import { describe, expect, it } from 'vitest';
import { ackLedger } from './ack-ledger.ts';

describe('the ledger of acknowledgements', () => {
  it('is complete when the handshake and every edit after it were taken', () => {
    const ledger = ackLedger();
    expect(ledger.complete()).toBe(false);
    ledger.sent('all-edits');
    expect(ledger.complete()).toBe(false);
    ledger.received('taken');
    expect(ledger.complete()).toBe(true);
    ledger.sent('edit');
    ledger.sent('edit');
    ledger.received('taken');
    expect(ledger.complete()).toBe(false);
    ledger.received('taken');
    expect(ledger.complete()).toBe(true);
  });

  it('is not fooled by the acknowledgement of an early edit before the handshake', () => {
    const ledger = ackLedger();
    ledger.sent('edit');
    ledger.received('taken');
    expect(ledger.complete()).toBe(false);
  });

  it('starts again with each connection', () => {
    const ledger = ackLedger();
    ledger.sent('all-edits');
    ledger.received('taken');
    ledger.sent('edit');
    ledger.reset();
    expect(ledger.complete()).toBe(false);
    ledger.sent('all-edits');
    ledger.received('taken');
    expect(ledger.complete()).toBe(true);
  });

  it('does not count an older handshake for a newer one', () => {
    const ledger = ackLedger();
    ledger.sent('all-edits');
    ledger.handshake();
    ledger.received('taken');
    expect(ledger.complete()).toBe(false);
    ledger.sent('all-edits');
    ledger.received('taken');
    expect(ledger.complete()).toBe(true);
  });

  it('remembers that an edit was not taken until a handshake takes everything', () => {
    const ledger = ackLedger();
    ledger.sent('all-edits');
    ledger.received('taken');
    ledger.sent('edit');
    ledger.received('not-taken');
    expect([ledger.complete(), ledger.denied()]).toEqual([false, true]);
    ledger.sent('edit');
    ledger.received('taken');
    expect(ledger.complete()).toBe(false);
    ledger.handshake();
    ledger.sent('all-edits');
    ledger.received('taken');
    expect([ledger.complete(), ledger.denied()]).toEqual([true, false]);
  });
});
