import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressKey, CODE_POLICIES, createCodeGuard, networkKey, type Visitor } from './code-guard.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const from = (address: string, cookie = ''): Visitor => ({
  address,
  headers: new Headers(cookie === '' ? {} : { cookie }),
});

function world() {
  const state = { now: 1e12, alarms: 0 };
  const guard = createCodeGuard({
    clock: { now: () => state.now },
    secret: 'a secret of thirty-two characters',
    alarm: () => state.alarms++,
  });
  /** Tries wrong codes as fast as they are taken, for so long. Returns how many were. */
  const guess = (addresses: readonly string[], forMs: number, everyMs: number): number => {
    let taken = 0;
    for (const end = state.now + forMs; state.now < end; state.now += everyMs) {
      for (const address of addresses) {
        while (guard.waitMs(from(address)) === 0) {
          guard.wrong(from(address));
          taken++;
        }
      }
    }
    return taken;
  };
  const cookieOf = (personId: string, classId = 'class-a'): string => {
    const { name, value } = guard.deviceCookie({ personId, classId }, false);
    return `theme=dark; ${name}=${value}`;
  };
  return { state, guard, guess, cookieOf };
}

describe('wrong class codes', () => {
  it('of a whole school behind one address hold up nobody, on its first day and in a lesson', () => {
    const { state, guard } = world();
    // 16 classes of 50 within four hours; each third pupil mistypes once, all of a class within two minutes.
    for (let lesson = 0; lesson < 16; lesson++) {
      for (let pupil = 0; pupil < 50; pupil++) {
        expect(guard.waitMs(from('203.0.113.7'))).toBe(0);
        if (pupil % 3 === 0) guard.wrong(from('203.0.113.7'));
        state.now += 2400;
      }
      state.now += 13 * MINUTE_MS;
    }
    expect(state.alarms).toBe(0);
  });

  it('of one address are at most two thousand in the first day and a thousand in each later one', () => {
    const { guess } = world();
    expect(guess(['203.0.113.7'], DAY_MS, MINUTE_MS)).toBeLessThanOrEqual(2 * CODE_POLICIES.day.attempts);
    expect(guess(['203.0.113.7'], DAY_MS, MINUTE_MS)).toBeLessThanOrEqual(CODE_POLICIES.day.attempts + 1);
  });

  it('of a neighbourhood, and of one device with all addresses of its network, share one budget', () => {
    const { guess } = world();
    const street = Array.from({ length: 250 }, (_, i) => `203.0.113.${i}`);
    expect(guess(street, DAY_MS, 10 * MINUTE_MS)).toBeLessThanOrEqual(2 * CODE_POLICIES.network.attempts);
    const one = world();
    const many = Array.from({ length: 200 }, (_, i) => `2001:db8:1:2::${i.toString(16)}`);
    expect(one.guess(many, DAY_MS, 10 * MINUTE_MS)).toBeLessThanOrEqual(2 * CODE_POLICIES.day.attempts);
  });

  it('from everywhere raise an alarm once an hour, and each address then gets little', () => {
    const { state, guess } = world();
    const far = Array.from({ length: 500 }, (_, i) => `10.${i >> 8}.${i & 255}.1`);
    guess(far, 60 * MINUTE_MS, MINUTE_MS);
    expect(state.alarms).toBeGreaterThanOrEqual(1);
    expect(state.alarms).toBeLessThanOrEqual(2);
    const later = guess(far, DAY_MS, 10 * MINUTE_MS);
    // What all may try before it counts as an attack, and the little that each may then.
    expect(later).toBeLessThanOrEqual(
      24 * CODE_POLICIES.everybody.attempts + far.length * (CODE_POLICIES.attacked.attempts + 1),
    );
  });

  it('of others keep no device from the class of the pupil who was on it, and from that one alone', () => {
    const { guard, guess, cookieOf } = world();
    const known = from('203.0.113.7', cookieOf('pupil'));
    guess(['203.0.113.7'], 1, 1);
    expect(guard.homeClass(from('203.0.113.7'))).toBeUndefined();
    expect(guard.waitMs(known)).toBeGreaterThan(0);
    for (let i = 0; i < CODE_POLICIES.device.attempts; i++) {
      expect(guard.homeClass(known)).toBe('class-a');
      guard.wrong(known);
    }
    expect(guard.homeClass(known)).toBeUndefined();
    for (let i = 0; i < 1000; i++) guard.wrong(known);
    expect(guard.homeClass(from('203.0.113.7', cookieOf('classmate')))).toBe('class-a');
  });

  it('with the cookies of a thousand seats are no more than the address has, and few for the class itself', () => {
    const { state, guard, cookieOf } = world();
    const seats = Array.from({ length: 1000 }, (_, i) => from('203.0.113.7', cookieOf(`pupil ${i}`)));
    let [answered, home] = [0, 0];
    for (const seat of seats) {
      for (;;) {
        if (guard.waitMs(seat) === 0) answered++;
        else if (guard.homeClass(seat) !== undefined) home++;
        else break;
        guard.wrong(seat);
      }
    }
    expect(answered).toBe(CODE_POLICIES.burst.attempts);
    expect(home).toBeLessThanOrEqual(CODE_POLICIES.homeClass.attempts);
    expect(seats.every((seat) => guard.homeClass(seat) === undefined)).toBe(true);
    state.now += 60 * MINUTE_MS;
    expect(guard.homeClass(seats[0]!)).toBe('class-a');
  });

  it('by known devices count for their network and for everybody, and end the exception there', () => {
    const { state, guard, cookieOf } = world();
    const device = (i: number, address: string): Visitor => from(address, cookieOf(`pupil ${i}`, `class ${i}`));
    for (let i = 0; i < CODE_POLICIES.network.attempts; i++) guard.wrong(device(i, '203.0.113.7'));
    expect(guard.waitMs(from('203.0.113.8'))).toBeGreaterThan(0);
    expect(guard.homeClass(device(-1, '203.0.113.8'))).toBeUndefined();
    // Everybody's budget is used up by now, and an hour later it is back, while the network's is not.
    expect(state.alarms).toBe(1);
    expect(guard.homeClass(device(-1, '198.51.100.1'))).toBeUndefined();
    state.now += 60 * MINUTE_MS;
    expect(guard.homeClass(device(-1, '198.51.100.1'))).toBe('class -1');
  });

  it('are not forgiven for a cookie that was made up or changed', () => {
    const { guard, cookieOf } = world();
    const cookie = cookieOf('pupil');
    expect(guard.homeClass(from('203.0.113.7', cookie))).toBe('class-a');
    for (const forged of [
      'paperkite_device=a.b.c',
      'paperkite_device=',
      `${cookie}x`,
      cookie.replace('device=', 'device=x'),
      cookie.replace('class-a', 'class-b'),
    ]) {
      expect(guard.homeClass(from('203.0.113.7', forged)), forged).toBeUndefined();
    }
  });
});

describe('an address', () => {
  it('counts as one however it is written', () => {
    expect(addressKey('::ffff:203.0.113.7')).toBe(addressKey('203.0.113.7'));
    expect(networkKey('203.0.113.7')).toBe(networkKey('203.0.113.250'));
    expect(addressKey('2001:db8::1')).toBe(addressKey('2001:0db8:0000:0000:1::'));
    expect(addressKey('2001:db8:0:1::1')).not.toBe(addressKey('2001:db8:0:2::1'));
    expect(networkKey('2001:db8:0:1::1')).toBe(networkKey('2001:db8:0:2::1'));
    expect(addressKey('fe80::1%eth0')).toBe(addressKey('fe80::2'));
  });

  it('of any form has a key', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.ipV6(), fc.ipV4(), fc.string()),
        (address) => void [addressKey(address), networkKey(address)],
      ),
    );
  });
});
