import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@paperkite/kernel';
import {
  createDatabase,
  createIdentityPool,
  DataError,
  migrate,
  pingDatabase,
  type DatabaseHandle,
} from '@paperkite/data';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@paperkite/data/embedded';
import { localFileStore, supabaseFileStore, type FileStore } from '@paperkite/files';
import type { CollabServer } from '@paperkite/collab/server';
import { createAppCollab } from './collab.ts';
import type { ServerConfig } from './config.ts';
import { ensureDemo, type DemoAccounts } from './demo/accounts.ts';
import { createAuth } from './identity/auth.ts';
import { createIdentity, type Identity } from './identity/identity.ts';
import { loadSecret } from './identity/secret.ts';
import { createSecretHasher, type SecretHasher } from './identity/secret-hash.ts';
import { loadSharedSecret } from './identity/shared-secret.ts';
import { keepTidy } from './housekeeping.ts';
import { ensureDefinitions } from './contests/definitions.ts';
import { createContests, type Contests } from './contests/contests.ts';
import { createClassWalls, type ClassWalls } from './classroom/class-walls.ts';
import { createTeacherInvitations, type TeacherInvitations } from './classroom/teacher-invitation.ts';

/** Everything a request may need, made once at start and handed around; nothing of it lives in modules. */
export interface Services {
  readonly db: DatabaseHandle;
  readonly files: FileStore;
  readonly identity: Identity;
  readonly hasher: SecretHasher;
  readonly contests: Contests;
  readonly collab: CollabServer;
  readonly walls: ClassWalls;
  readonly teacherInvitations: TeacherInvitations;
  readonly demo: DemoAccounts | undefined;
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

const say = (line: string): void => void process.stdout.write(`  ${line}\n`);

/** Starts the database where it is ours, brings it up to date, and composes the services. Throws a sentence. */
export async function createServices(config: ServerConfig): Promise<Services> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o711 });
  const postgres = config.databaseUrl === undefined ? await startPostgres(config.dataDir) : undefined;
  const connectionString = config.databaseUrl ?? postgres!.connectionString;
  const applied = await migrate(connectionString);
  if (applied.length > 0) say(`database brought up to date (${applied.length} steps)`);
  const db = createDatabase(connectionString);
  const identityPool = createIdentityPool(connectionString, { poolSize: 6 });
  const clock = systemClock;

  const files = config.supabase ? supabaseFileStore(config.supabase) : localFileStore(join(config.dataDir, 'files'));
  const secret =
    config.secret ??
    (config.databaseUrl === undefined ? loadSecret(config.dataDir) : await loadSharedSecret(identityPool));
  const hasher = createSecretHasher();
  const auth = createAuth({ pool: identityPool, secret, origin: config.origin, hasher });
  const identity = createIdentity({ db, auth, clock, hasher, secret });
  const walls = createClassWalls({ clock });
  const teacherInvitations = createTeacherInvitations({ db, clock, secret });
  const collab = createAppCollab({ db, connectionString, identity, walls, clock });
  await ensureDefinitions(db);
  const contests = createContests({ db, clock });
  const demo = config.demo ? await ensureDemo({ db, identity, dataDir: config.dataDir }) : undefined;

  const stopTidying = keepTidy({ db, files, clock });

  return {
    db,
    files,
    identity,
    hasher,
    contests,
    collab: collab.server,
    walls,
    teacherInvitations,
    demo,
    ready: () => pingDatabase(db),
    async close() {
      stopTidying();
      await collab.close();
      await identityPool.end();
      await db.close();
      await postgres?.stop();
    },
  };
}

/** A server that was just killed may take a moment to let go of its folder: that is waited for. */
async function startPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const until = Date.now() + 15_000;
  for (;;) {
    try {
      return await startEmbeddedPostgres({
        dataDir: join(dataDir, 'postgres'),
        log: say,
        onGiveUp: (error) => {
          process.stderr.write(`\n✗ The database stopped and could not be started again.\n${error.message}\n`);
          process.kill(process.pid, 'SIGTERM');
        },
      });
    } catch (error) {
      if (!(error instanceof DataError) || error.code !== 'database_in_use' || Date.now() > until) throw error;
      await sleep(300);
    }
  }
}
