import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

// 32 MB and some 60 ms on one core; libuv's thread pool does it, so that the event loop goes on.
const COST: ScryptOptions & { N: number; r: number; p: number } = { N: 2 ** 14, r: 8, p: 2, maxmem: 64 * 1024 * 1024 };
const KEY_BYTES = 32;
/** The pool has four threads, and files and addresses need them, too. */
const PARALLEL = 2;
/** Some ten seconds of work on a busy machine: a few classes that sign in at once. */
const WAITING = 200;

/** Hashes of passwords and PINs, a few at a time. */
export interface SecretHasher {
  /** Hash of a password or PIN, with its parameters and salt: `scrypt$N$r$p$salt$key`, the last two in base64url. */
  hash(secret: string): Promise<string>;
  /** Whether `secret` is the one that was hashed. A hash of another form fits nothing. */
  verify(secret: string, hash: string): Promise<boolean>;
  /** Whether so many wait that whoever comes now should come back later. */
  isFull(): boolean;
}

export function createSecretHasher({ parallel = PARALLEL, waiting = WAITING } = {}): SecretHasher {
  const queue: (() => void)[] = [];
  let running = 0;

  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= parallel) await new Promise<void>((resolve) => queue.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      // The turn is handed on, so that nobody who comes in between takes it.
      const next = queue.shift();
      if (next) next();
      else running--;
    }
  };

  return {
    hash: (secret) => inTurn(() => hashSecret(secret)),
    verify: (secret, hash) => inTurn(() => verifySecret(secret, hash)),
    isFull: () => queue.length >= waiting,
  };
}

function derive(secret: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret.normalize('NFKC'), salt, KEY_BYTES, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(secret, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

async function verifySecret(secret: string, hash: string): Promise<boolean> {
  const [kind, N, r, p, salt, key] = hash.split('$');
  if (kind !== 'scrypt' || !salt || !key) return false;
  const cost = { N: Number(N), r: Number(r), p: Number(p), maxmem: COST.maxmem ?? 0 };
  const expected = Buffer.from(key, 'base64url');
  const actual = await derive(secret, Buffer.from(salt, 'base64url'), cost);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
