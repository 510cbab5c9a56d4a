import { attemptLimiter, checkNickname, checkPin as checkPinStrength, parseJoinCode } from '@paperkite/classroom';
import {
  asPerson,
  audit,
  createPerson,
  createPupilAccount,
  DataError,
  findClassByCode,
  findPerson,
  findSeatByNickname,
  findUnitByCode,
  listRoles,
  setPin,
  SYSTEM,
  takeSeat,
  updatePerson,
  withCaller,
  type DatabaseHandle,
} from '@paperkite/data';
import { err, newUuid, ok, type Clock, type Result } from '@paperkite/kernel';
import type { Locale } from '@paperkite/i18n';
import { isAPIError } from 'better-auth/api';
import type { Auth } from './auth.ts';
import { IdentityError, type IdentityErrorCode } from './errors.ts';
import { checkPin } from './pins.ts';
import { addressKey, createCodeGuard, type Visitor } from './code-guard.ts';
import { createSecretHasher, type SecretHasher } from './secret-hash.ts';
import { readSetCookies, type CookieToSet } from './set-cookies.ts';
import type { SignedIn } from './signed-in.ts';

export interface Arrival {
  readonly person: SignedIn;
  readonly setCookies: readonly CookieToSet[];
  /** Staff of some unit (organiser, administrator), who have a desk of their own. */
  readonly isStaff: boolean;
}

export interface JoinableClass {
  readonly code: string;
  readonly classId: string;
  readonly name: string;
}

/**
 * Ways in and out. Expected refusals are results. Each way is limited per account, code or seat, and, since a school shares
 * one address, by a budget of the address that is a school's. `from` is absent for the server's own work.
 */
export interface Identity {
  signedIn(headers: Headers): Promise<SignedIn | undefined>;
  isStaff(person: SignedIn): Promise<boolean>;
  signUp(input: {
    name: string;
    email: string;
    password: string;
    locale: Locale;
    from?: Visitor;
  }): Promise<Result<Arrival, IdentityError>>;
  signIn(input: { email: string; password: string; from?: Visitor }): Promise<Result<Arrival, IdentityError>>;
  findClass(code: string, from?: Visitor): Promise<Result<JoinableClass, IdentityError>>;
  joinClass(input: {
    code: string;
    nickname: string;
    pin: string;
    mode: 'new' | 'return';
    locale: Locale;
    from?: Visitor;
  }): Promise<Result<Arrival & { classId: string }, IdentityError>>;
  /** Whether this is the password of the person whose session the headers hold. Limited like signing in. */
  confirmPassword(headers: Headers, personId: string, password: string): Promise<Result<void, IdentityError>>;
  /** Changes an adult's name, here and in the account. Error: `name_missing`. */
  rename(headers: Headers, personId: string, name: string): Promise<Result<void, IdentityError>>;
  /** Ends the session; returns the cookies to clear. */
  signOut(headers: Headers): Promise<readonly CookieToSet[]>;
}

/** Wrong tries, each with its own key: an e-mail, a code. PINs are counted with their seat, in the database. */
const PASSWORD_TRIES = { attempts: 10, windowMs: 15 * 60_000 };
/** Wrong passwords by address: what a staff room mistypes, not what somebody with a list of addresses tries. */
const PASSWORD_TRIES_OF_ADDRESS = { attempts: 100, windowMs: 15 * 60_000 };
/** New adults by address: all teachers of a school in one meeting. Each costs a hash, and a row for good. */
const SIGN_UPS = { attempts: 100, windowMs: 60 * 60_000 };
/** Coming back, by code: counted apart from new seats, so that nobody who plays with one keeps a class from the other. */
const RETURNS = { attempts: 200, windowMs: 10 * 60_000 };
/** Tries to take a new seat, by code: a full class (`class_full`) several times over, and not without end. */
const NEW_SEATS = { attempts: 1000, windowMs: 60 * 60_000 };

const NAME_MAX = 60;
const SIGN_UP_PROBLEMS: Readonly<Record<string, IdentityErrorCode>> = {
  INVALID_EMAIL: 'email_invalid',
  // What better-auth's own form says of the only field that we do not check in full.
  VALIDATION_ERROR: 'email_invalid',
  PASSWORD_TOO_SHORT: 'password_short',
  PASSWORD_TOO_LONG: 'password_long',
  USER_ALREADY_EXISTS: 'email_taken',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'email_taken',
};

/** How long whoever comes while too many hashes wait is asked to wait. */
const FULL_SECONDS = 10;

export interface IdentityParts {
  db: DatabaseHandle;
  auth: Auth;
  clock: Clock;
  /** The one that `auth` has. */
  hasher?: SecretHasher;
  /** Signs the cookies of known devices; without one they are known until the server ends. */
  secret?: string;
}

export function createIdentity(parts: IdentityParts): Identity {
  const { db, auth, clock, hasher = createSecretHasher(), secret = newUuid() } = parts;
  const passwordTries = attemptLimiter(PASSWORD_TRIES, clock);
  const passwordTriesOfAddress = attemptLimiter(PASSWORD_TRIES_OF_ADDRESS, clock);
  const signUps = attemptLimiter(SIGN_UPS, clock);
  const codes = createCodeGuard({ clock, secret, alarm: () => void noteGuessing(db) });
  const returns = attemptLimiter(RETURNS, clock);
  const newSeats = attemptLimiter(NEW_SEATS, clock);

  const describe = async (personId: string): Promise<SignedIn | undefined> => {
    const person = await withCaller(db, asPerson(personId), (tx) => findPerson(tx, personId));
    return person && { personId: person.id, kind: person.kind, displayName: person.displayName };
  };
  const staff = async (personId: string): Promise<boolean> => {
    const roles = await withCaller(db, asPerson(personId), (tx) => listRoles(tx, personId));
    return roles.some(({ role }) => role === 'admin' || role === 'organiser');
  };

  /** The person behind an adult's account; made now if the server ended between the two rows of signing up. */
  const ensureAdult = async (personId: string, name: string, locale?: Locale): Promise<void> => {
    if (await describe(personId)) return;
    const displayName = [...name].slice(0, NAME_MAX).join('');
    await withCaller(db, SYSTEM, (tx) =>
      createPerson(tx, { id: personId, kind: 'adult', displayName, ...(locale && { locale }) }),
    );
  };

  const arrive = async (personId: string, headers: Headers): Promise<Arrival> => {
    const person = await describe(personId);
    if (!person) throw new Error(`no person ${personId} behind the account`);
    return {
      person,
      setCookies: readSetCookies(headers),
      isStaff: person.kind === 'adult' && (await staff(personId)),
    };
  };

  const startPupil = async (personId: string, classId: string): Promise<Arrival & { classId: string }> => {
    const { headers } = await auth.api.startPupilSession({ body: { personId }, returnHeaders: true });
    const arrival = await arrive(personId, headers);
    const secure = arrival.setCookies.some((cookie) => cookie.secure);
    const deviceCookie = codes.deviceCookie({ personId, classId }, secure);
    return { ...arrival, classId, setCookies: [...arrival.setCookies, deviceCookie] };
  };

  const classOfCode = async (code: string): Promise<{ classId: string; name: string } | undefined> => {
    try {
      return await withCaller(db, SYSTEM, (tx) => findClassByCode(tx, code));
    } catch (error) {
      if (error instanceof DataError && error.code === 'join_code_invalid') return undefined;
      throw error;
    }
  };

  const findClass: Identity['findClass'] = async (typed, from) => {
    const code = parseJoinCode(typed);
    if (!code.ok) return err(new IdentityError('code_invalid'));
    // Before the code is looked at: a right guess must not be answered either.
    const rest = from ? codes.waitMs(from) : 0;
    const home = from && rest > 0 ? codes.homeClass(from) : undefined;
    if (rest > 0 && home === undefined) return err(tooMany(rest));
    const found = await classOfCode(code.value);
    // Whoever may only come home gets one and the same answer to every other code.
    const answered = rest === 0 || found?.classId === home;
    if (found && answered) return ok({ code: code.value, classId: found.classId, name: found.name });
    if (from) codes.wrong(from);
    return err(answered ? new IdentityError('code_unknown') : tooMany(rest));
  };

  return {
    findClass,
    isStaff: ({ personId }) => staff(personId),

    async signedIn(headers) {
      if (!headers.has('cookie') && !headers.has('authorization')) return undefined;
      const session = await auth.api.getSession({ headers });
      return session ? describe(session.user.id) : undefined;
    },

    async signUp({ name, email, password, locale, from }) {
      if (name === '') return err(new IdentityError('name_missing'));
      if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return err(new IdentityError('email_invalid'));
      if ([...password].length < 8) return err(new IdentityError('password_short'));
      if (hasher.isFull()) return err(tooMany(FULL_SECONDS * 1000));
      if (from) {
        const rest = signUps.waitMs(addressKey(from.address));
        if (rest > 0) return err(tooMany(rest));
        signUps.record(addressKey(from.address));
      }
      try {
        const { headers, response } = await auth.api.signUpEmail({
          body: { name, email, password },
          returnHeaders: true,
        });
        await ensureAdult(response.user.id, name, locale);
        return ok(await arrive(response.user.id, headers));
      } catch (error) {
        const problem = isAPIError(error) ? SIGN_UP_PROBLEMS[error.body?.code ?? ''] : undefined;
        if (!problem) throw error;
        return err(new IdentityError(problem, {}, { cause: error }));
      }
    },

    async signIn({ email, password, from }) {
      const key = email.toLowerCase();
      const address = from && addressKey(from.address);
      const rest = address === undefined ? 0 : passwordTriesOfAddress.waitMs(address);
      const wait = Math.max(passwordTries.waitMs(key), rest, hasher.isFull() ? FULL_SECONDS * 1000 : 0);
      if (wait > 0) return err(tooMany(wait));
      try {
        const { headers, response } = await auth.api.signInEmail({ body: { email, password }, returnHeaders: true });
        passwordTries.forget(key);
        await ensureAdult(response.user.id, response.user.name);
        return ok(await arrive(response.user.id, headers));
      } catch (error) {
        if (!isAPIError(error)) throw error;
        passwordTries.record(key);
        if (address !== undefined) passwordTriesOfAddress.record(address);
        return err(new IdentityError('credentials_wrong', {}, { cause: error }));
      }
    },

    async joinClass({ code, nickname: typed, pin, mode, locale, from }) {
      const found = await findClass(code, from);
      if (!found.ok) return found;
      const { classId } = found.value;
      const nickname = checkNickname(typed);
      if (!nickname.ok) {
        return err(
          new IdentityError(nickname.error.code === 'nickname_personal' ? 'nickname_personal' : 'nickname_invalid'),
        );
      }
      const limiter = mode === 'return' ? returns : newSeats;
      const wait = limiter.waitMs(found.value.code);
      if (wait > 0 || hasher.isFull()) return err(tooMany(Math.max(wait, hasher.isFull() ? FULL_SECONDS * 1000 : 0)));
      const known = await withCaller(db, SYSTEM, (tx) => findSeatByNickname(tx, classId, nickname.value));
      if (mode === 'return') {
        returns.record(found.value.code);
        if (!known) return err(new IdentityError('nickname_unknown'));
        const fits = await checkPin({ db, clock, hasher }, known.id, pin);
        return fits.ok ? ok(await startPupil(known.personId, classId)) : fits;
      }
      if (known) return err(new IdentityError('nickname_taken'));
      newSeats.record(found.value.code);
      const strength = checkPinStrength(pin);
      if (!strength.ok) return err(new IdentityError(strength.error.code === 'pin_weak' ? 'pin_weak' : 'pin_invalid'));
      const hash = await hasher.hash(pin);
      const personId = newUuid();
      const seatId = newUuid();
      try {
        await withCaller(db, SYSTEM, async (tx) => {
          await createPupilAccount(tx, personId, nickname.value);
          await createPerson(tx, { id: personId, kind: 'pupil', displayName: nickname.value, locale });
          await takeSeat(tx, { id: seatId, classId, personId, nickname: nickname.value });
          await setPin(tx, seatId, hash);
        });
      } catch (error) {
        const code = error instanceof DataError ? error.code : undefined;
        if (code !== 'nickname_taken' && code !== 'class_frozen' && code !== 'class_full') throw error;
        return err(new IdentityError(code));
      }
      return ok(await startPupil(personId, classId));
    },

    async confirmPassword(headers, personId, password) {
      const wait = passwordTries.waitMs(personId);
      if (wait > 0) return err(new IdentityError('too_many_attempts', { seconds: Math.ceil(wait / 1000) }));
      try {
        await auth.api.verifyPassword({ body: { password }, headers });
        passwordTries.forget(personId);
        return ok(undefined);
      } catch (error) {
        if (!isAPIError(error)) throw error;
        passwordTries.record(personId);
        return err(new IdentityError('credentials_wrong', {}, { cause: error }));
      }
    },

    async rename(headers, personId, typed) {
      const name = [...typed.trim()].slice(0, NAME_MAX).join('');
      if (name === '') return err(new IdentityError('name_missing'));
      await auth.api.updateUser({ body: { name }, headers });
      await withCaller(db, asPerson(personId), (tx) => updatePerson(tx, personId, { displayName: name }));
      return ok(undefined);
    },

    async signOut(headers) {
      const { headers: answer } = await auth.api.signOut({ headers, returnHeaders: true });
      return readSetCookies(answer);
    },
  };
}

const tooMany = (waitMs: number): IdentityError =>
  new IdentityError('too_many_attempts', { seconds: Math.ceil(waitMs / 1000) });

const NATION = '100000';

/** Somebody guesses class codes from many addresses: the log and the administrators of the installation know. */
async function noteGuessing(db: DatabaseHandle): Promise<void> {
  console.error('[identity] class codes are being guessed from many addresses');
  try {
    await withCaller(db, SYSTEM, async (tx) => {
      const nation = await findUnitByCode(tx, NATION);
      await audit(tx, { action: 'code.guessing', unitId: nation?.id ?? null });
    });
  } catch (error) {
    console.error('[identity] the alarm was not written down', error);
  }
}
