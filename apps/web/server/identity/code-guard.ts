import { createHmac, timingSafeEqual } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { attemptLimiter, type AttemptPolicy } from '@paperkite/classroom';
import type { Clock } from '@paperkite/kernel';
import type { CookieToSet } from './set-cookies.ts';

/** Where a request comes from, as far as limits go. Neither is kept longer than a count lives, nor written anywhere. */
export interface Visitor {
  /** IP address of the client, as the server or the proxy that it trusts sees it. */
  readonly address: string;
  /** For the cookie of a known device. */
  readonly headers: Headers;
}

/** Wrong class codes: who may try one now, and what is done when too many are tried. */
export interface CodeGuard {
  /** Milliseconds until this visitor may try a code, right or wrong; 0 means now. */
  waitMs(from: Visitor): number;
  /**
   * The class that this visitor may come back to although the address must wait, because a pupil of it was on the device
   * before. Only a code of this class may be answered then, so that nobody learns by it of another; undefined without one.
   */
  homeClass(from: Visitor): string | undefined;
  wrong(from: Visitor): void;
  /** For the device of a pupil who joined or came back to a class: its neighbours' mistakes do not keep it out of there. */
  deviceCookie(pupil: { personId: string; classId: string }, secure: boolean): CookieToSet;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * Wrong codes. One address is a whole school on its first day: 800 pupils, each tenth mistypes, a class of 50 at once. In the
 * long run it gets no further than `day`. What it buys an attacker stands in docs/THREAT_MODEL.md, keep the two together.
 */
export const CODE_POLICIES = {
  burst: { attempts: 150, windowMs: 10 * MINUTE_MS },
  day: { attempts: 1000, windowMs: DAY_MS },
  /** All addresses of a /24 or /48 together. */
  network: { attempts: 3000, windowMs: DAY_MS },
  /** What a device may mistype before it loses its exception, see {@link CodeGuard.homeClass}. */
  device: { attempts: 20, windowMs: 60 * MINUTE_MS },
  /** The same for all devices of one class: whoever takes many seats in it has no more tries for it. */
  homeClass: { attempts: 200, windowMs: 60 * MINUTE_MS },
  /** Everybody together: above it somebody guesses from many addresses, and each gets `attacked` until it is over. */
  everybody: { attempts: 3000, windowMs: 60 * MINUTE_MS },
  attacked: { attempts: 50, windowMs: DAY_MS },
} as const satisfies Record<string, AttemptPolicy>;

const COOKIE = 'paperkite_device';
const COOKIE_SECONDS = 180 * 24 * 60 * 60;
const ALARM_EVERY_MS = 60 * MINUTE_MS;
const ALL = 'all';

/**
 * @param parts.secret signs the cookies of known devices
 * @param parts.alarm told when more wrong codes come than all pupils together type, once an hour
 */
export function createCodeGuard({
  clock,
  secret,
  alarm,
}: {
  clock: Clock;
  secret: string;
  alarm: () => void;
}): CodeGuard {
  const limiter = (policy: AttemptPolicy) => attemptLimiter(policy, clock);
  const [burst, day, attacked] = [CODE_POLICIES.burst, CODE_POLICIES.day, CODE_POLICIES.attacked].map(limiter);
  const [device, homeClass] = [CODE_POLICIES.device, CODE_POLICIES.homeClass].map(limiter);
  const [network, everybody] = [CODE_POLICIES.network, CODE_POLICIES.everybody].map(limiter);
  let alarmedAt = -Infinity;

  const sign = (text: string): string => createHmac('sha256', secret).update(`device ${text}`).digest('base64url');

  const deviceOf = (headers: Headers): { id: string; classId: string } | undefined => {
    const [id, classId, signature] = readCookie(headers, COOKIE)?.split('.') ?? [];
    if (!id || !classId || !signature) return undefined;
    const expected = Buffer.from(sign(`${id}.${classId}`));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected) ? { id, classId } : undefined;
  };

  return {
    waitMs({ address }) {
      const key = addressKey(address);
      return Math.max(
        burst!.waitMs(key),
        day!.waitMs(key),
        network!.waitMs(networkKey(address)),
        everybody!.waitMs(ALL) > 0 ? attacked!.waitMs(key) : 0,
      );
    },
    homeClass({ address, headers }) {
      const known = deviceOf(headers);
      if (!known) return undefined;
      const spent = [
        device!.waitMs(known.id),
        homeClass!.waitMs(known.classId),
        network!.waitMs(networkKey(address)),
        everybody!.waitMs(ALL),
      ];
      return spent.every((ms) => ms === 0) ? known.classId : undefined;
    },
    wrong({ address, headers }) {
      everybody!.record(ALL);
      if (everybody!.waitMs(ALL) > 0 && clock.now() - alarmedAt >= ALARM_EVERY_MS) {
        alarmedAt = clock.now();
        alarm();
      }
      const known = deviceOf(headers);
      // A device without its exception takes nothing from its classmates any more.
      if (known && device!.waitMs(known.id) === 0) {
        device!.record(known.id);
        homeClass!.record(known.classId);
      }
      for (const each of [burst!, day!, attacked!]) each.record(addressKey(address));
      network!.record(networkKey(address));
    },
    deviceCookie({ personId, classId }, secure) {
      // By the person, not by the device: nobody collects devices without collecting seats that a teacher sees.
      const id = `${sign(personId).slice(0, 22)}.${classId}`;
      return { name: COOKIE, value: `${id}.${sign(id)}`, maxAge: COOKIE_SECONDS, secure };
    },
  };
}

function readCookie(headers: Headers, name: string): string | undefined {
  for (const pair of headers.get('cookie')?.split(';') ?? []) {
    const equals = pair.indexOf('=');
    if (pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}

/** One home or school: the address, of IPv6 the first 64 bits, of which a single device has all the rest. */
export const addressKey = (address: string): string => prefixOf(address, { v4: 4, v6: 4 });

/** One provider's street: /24, of IPv6 /48. */
export const networkKey = (address: string): string => prefixOf(address, { v4: 3, v6: 3 });

function prefixOf(address: string, groups: { v4: number; v6: number }): string {
  const bare = address.replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped !== undefined || !isIPv6(bare)) return (mapped ?? bare).split('.').slice(0, groups.v4).join('.');
  const [head = '', tail] = bare.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return [...before, ...zeros, ...after]
    .slice(0, groups.v6)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
