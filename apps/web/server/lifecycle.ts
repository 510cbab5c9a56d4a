import type { Server } from 'node:http';
import { DataError } from '@paperkite/data';
import { drain, listen } from './http-server.ts';
import type { ServerConfig } from './config.ts';
import type { Services } from './services.ts';

export function fail(message: string): never {
  process.stderr.write(`\n✗ ${message}\n`);
  process.exit(1);
}

/** Why the server could not start, as a sentence for the person who started it. */
export function startProblem(error: unknown, config: ServerConfig): string {
  if (!(error instanceof DataError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  switch (error.code) {
    case 'database_in_use':
      return `Paperkite is already running on ${config.dataDir} (process ${error.details.pid}). Stop it, or set PAPERKITE_DATA to another folder.`;
    case 'database_platform_unsupported':
      return `There is no embedded PostgreSQL for this kind of machine (${error.details.platform}). Set DATABASE_URL to a PostgreSQL 15 to 18.`;
    case 'database_too_old':
      return 'This PostgreSQL is too old: Paperkite needs 15 or newer.';
    case 'database_newer':
      return 'The database was made by a newer Paperkite. Update the program; going back is not possible.';
    default:
      return `The database could not be started (${error.code}).\n${error.details.reason ?? error.message}`;
  }
}

/** Listens, and turns what can go wrong with that into a sentence. Resolves with the port. */
export async function listenOrFail(server: Server, config: ServerConfig): Promise<number> {
  try {
    return await listen(server, config.port, config.host);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE') {
      fail(`Port ${config.port} is in use by another program. Choose another one: PORT=${config.port + 1} npm start`);
    }
    if (code === 'EACCES')
      fail(`Port ${config.port} may not be opened by this user. Choose one above 1024, such as PORT=3000.`);
    throw error;
  }
}

/**
 * Ends the server in order when asked (SIGTERM, SIGINT, a closed terminal) or when the command that started it is gone:
 * no new requests, collaboration flushed, database stopped.
 */
export function endInOrder(server: Server, services: Services): void {
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), 25_000).unref();
    services.walls.close();
    await Promise.all([drain(server), services.collab.close()]);
    await services.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end());
  process.on('disconnect', () => void end());
}
