import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONNECT_CODES } from './connect-codes.ts';
import { canFollow, IDLE, nextState, type ConnectionEvent, type ConnectionState } from './connection-state.ts';

const INFO = { board: 'arduino-uno', firmware: '1.0.0' };
const follow = (...events: ConnectionEvent[]): ConnectionState => events.reduce(nextState, IDLE);

const toReady: ConnectionEvent[] = [
  { type: 'choose' },
  { type: 'open' },
  { type: 'opened' },
  { type: 'greeted', info: INFO },
];

const events: fc.Arbitrary<ConnectionEvent> = fc.oneof(
  fc.constantFrom<ConnectionEvent>(
    { type: 'choose' },
    { type: 'open' },
    { type: 'opened' },
    { type: 'put-right' },
    { type: 'upload' },
    { type: 'restarted' },
    { type: 'vanished' },
    { type: 'disconnect' },
    { type: 'greeted', info: INFO },
    { type: 'firmware-missing', gap: 'missing' },
    { type: 'firmware-missing', gap: 'old' },
  ),
  fc.constantFrom(...CONNECT_CODES).map((code): ConnectionEvent => ({ type: 'failed', code })),
  fc.constantFrom(...CONNECT_CODES).map((code): ConnectionEvent => ({ type: 'not-chosen', code })),
  fc.double({ noNaN: true }).map((share): ConnectionEvent => ({ type: 'progress', share })),
);

describe('the states of a connection', () => {
  it('go from the list through the greeting to a board that can be used', () => {
    expect(follow(...toReady)).toEqual({ name: 'ready', info: INFO });
  });

  it('offer to put the firmware right, and greet the board again afterwards', () => {
    const asked = follow(
      { type: 'choose' },
      { type: 'open' },
      { type: 'opened' },
      { type: 'firmware-missing', gap: 'missing' },
    );
    expect(asked).toEqual({ name: 'needs-firmware', gap: 'missing' });
    const writing = nextState(nextState(asked, { type: 'put-right' }), { type: 'progress', share: 0.5 });
    expect(writing).toEqual({ name: 'flashing-firmware', share: 0.5 });
    expect(nextState(writing, { type: 'restarted' })).toEqual({ name: 'hello' });
  });

  it('call a closed list no failure', () => {
    expect(follow({ type: 'choose' }, { type: 'not-chosen', code: 'nothing_chosen' })).toEqual({
      name: 'idle',
      notice: 'nothing_chosen',
    });
  });

  it('tell a board lost in mid-upload from one lost otherwise, and open it again from there', () => {
    const lost = nextState(follow(...toReady, { type: 'upload' }), { type: 'vanished' });
    expect(lost).toEqual({ name: 'lost', code: 'board_lost_uploading' });
    expect(nextState(follow(...toReady), { type: 'vanished' })).toEqual({ name: 'lost', code: 'board_lost' });
    expect(nextState(lost, { type: 'open' })).toEqual({ name: 'opening' });
  });

  it('do not move for an event that comes too late', () => {
    const idle = follow(...toReady, { type: 'disconnect' });
    for (const late of [
      { type: 'greeted', info: INFO },
      { type: 'progress', share: 1 },
      { type: 'vanished' },
    ] as const) {
      expect(nextState(idle, late)).toBe(idle);
    }
  });

  it('never get stuck, never let progress go back, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 40 }), (happened) => {
        let state: ConnectionState = IDLE;
        for (const event of happened) {
          const next = nextState(state, event);
          if (!canFollow(state, event.type)) expect(next).toBe(state);
          if ('share' in state && 'share' in next && state.name === next.name)
            expect(next.share).toBeGreaterThanOrEqual(state.share);
          if ('share' in next) expect(next.share >= 0 && next.share <= 1).toBe(true);
          state = next;
        }
        const out = state.name === 'idle' ? state : nextState(state, { type: 'disconnect' });
        expect(out.name).toBe('idle');
        expect(canFollow(out, 'choose')).toBe(true);
      }),
      { numRuns: process.env.PAPERKITE_DEEP ? 5000 : 300 },
    );
  });
});
