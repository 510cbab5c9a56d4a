import { resolve } from 'node:path';
import { err, ok, type Result } from '@paperkite/kernel';

/** Everything that the environment decides, read once at start. */
export interface ServerConfig {
  /** 0 takes a free port. */
  readonly port: number;
  readonly host: string;
  /** Folder of the embedded database, the files and the secrets. */
  readonly dataDir: string;
  /** Another PostgreSQL (15 to 18) instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Whether a proxy in front sets `x-forwarded-proto` and `x-forwarded-for`; without one these headers are forgeries. */
  readonly trustProxy: boolean;
  /** Address under which people see the application, such as `https://kite.school.cn`; undefined: whatever they typed. */
  readonly origin: string | undefined;
  readonly supabase: { url: string; key: string; bucket: string } | undefined;
  /** Signs session cookies; undefined: one that is made at the first start and kept with the data. */
  readonly secret: string | undefined;
  /**
   * Whether the first start makes demo accounts. By default on the embedded database, which somebody who tries Paperkite has,
   * and not on one that was given; `PAPERKITE_DEMO` decides otherwise.
   */
  readonly demo: boolean;
}

/** Reads the configuration; the error is a sentence for the person who started the server. */
export function readConfig(env: NodeJS.ProcessEnv): Result<ServerConfig, string> {
  const port = Number(env.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    return err(`PORT must be a number from 0 to 65535; it is "${env.PORT}".`);
  }
  if (env.DATABASE_URL !== undefined && !/^postgres(ql)?:\/\//.test(env.DATABASE_URL)) {
    return err('DATABASE_URL must start with postgres:// or postgresql://.');
  }
  if (Boolean(env.SUPABASE_URL) !== Boolean(env.SUPABASE_SERVICE_KEY)) {
    return err('SUPABASE_URL and SUPABASE_SERVICE_KEY go together; only one of them is set.');
  }
  if (env.PUBLIC_ORIGIN !== undefined && !/^https?:$/.test(protocolOf(env.PUBLIC_ORIGIN))) {
    return err(`PUBLIC_ORIGIN must be an address such as https://kite.school.cn; it is "${env.PUBLIC_ORIGIN}".`);
  }
  if (env.PAPERKITE_DEMO !== undefined && !['0', '1'].includes(env.PAPERKITE_DEMO)) {
    return err(`PAPERKITE_DEMO must be 0 or 1; it is "${env.PAPERKITE_DEMO}".`);
  }
  if (env.PAPERKITE_SECRET !== undefined && env.PAPERKITE_SECRET.length < 32) {
    return err('PAPERKITE_SECRET must have at least 32 characters.');
  }
  return ok({
    port,
    host: env.HOST ?? '0.0.0.0',
    dataDir: resolve(env.PAPERKITE_DATA ?? '.data'),
    databaseUrl: env.DATABASE_URL,
    trustProxy: env.TRUST_PROXY === '1',
    // As browsers write it in `Origin`: without path, slash at the end or usual port.
    origin: env.PUBLIC_ORIGIN === undefined ? undefined : new URL(env.PUBLIC_ORIGIN).origin,
    supabase:
      env.SUPABASE_URL && env.SUPABASE_SERVICE_KEY
        ? { url: env.SUPABASE_URL, key: env.SUPABASE_SERVICE_KEY, bucket: env.SUPABASE_BUCKET ?? 'paperkite' }
        : undefined,
    secret: env.PAPERKITE_SECRET,
    demo: env.PAPERKITE_DEMO === undefined ? env.DATABASE_URL === undefined : env.PAPERKITE_DEMO === '1',
  });
}

const protocolOf = (address: string): string => (URL.canParse(address) ? new URL(address).protocol : '');
