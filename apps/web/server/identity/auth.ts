import { newUuid } from '@paperkite/kernel';
import { betterAuth } from 'better-auth';
import { bearer } from 'better-auth/plugins/bearer';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { pupilSession } from './pupil-session.ts';
import { createSecretHasher, type SecretHasher } from './secret-hash.ts';

const DAY_SECONDS = 24 * 60 * 60;

export interface AuthOptions {
  /** Connections whose role and search path are those of the `auth` schema. */
  pool: pg.Pool;
  /** Signs cookies. */
  secret: string;
  /** Address under which people see the application, when known; decides whether cookies are marked secure. */
  origin: string | undefined;
  /** Shared with everything else that hashes, so that all of it together is bounded. */
  hasher?: SecretHasher;
}

/**
 * better-auth on its own schema and role. It is called from our own actions, never mounted as routes of its own, so that
 * each way in is one that we limit and audit.
 */
export function createAuth(options: AuthOptions) {
  const hasher = options.hasher ?? createSecretHasher();
  return betterAuth({
    appName: 'Paperkite',
    baseURL: options.origin ?? 'http://localhost',
    secret: options.secret,
    database: { db: new Kysely({ dialect: new PostgresDialect({ pool: options.pool }) }), type: 'postgres' },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 8,
      maxPasswordLength: 200,
      password: { hash: hasher.hash, verify: ({ password, hash }) => hasher.verify(password, hash) },
    },
    session: { expiresIn: 30 * DAY_SECONDS, updateAge: DAY_SECONDS },
    plugins: [bearer(), pupilSession()],
    // A class shares one address: limits are ours, per account, code and seat.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error' },
    advanced: {
      cookiePrefix: 'paperkite',
      useSecureCookies: options.origin?.startsWith('https:') ?? false,
      database: { generateId: () => newUuid() },
      ipAddress: { disableIpTracking: true },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;
