import type { Server } from 'node:http';
import { drain, listen } from './http-server.ts';
import type { FolderLock } from './data-folder-lock.ts';
import type { ServerConfig } from './config.ts';
import type { Services } from './services.ts';

export function fail(message: string): never {
  process.stderr.write(`\n✗ ${message}\n`);
  process.exit(1);
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
    if (code === 'EACCES') fail(`Port ${config.port} may not be opened by this user. Choose one above 1024, such as PORT=3000.`);
    throw error;
  }
}

/**
 * Ends the server in order when asked (SIGTERM, SIGINT, a closed terminal) or when the command that started it is gone:
 * no new requests, collaboration flushed, database stopped, lock released.
 */
export function endInOrder(server: Server, services: Services, lock: FolderLock): void {
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), 25_000).unref();
    await Promise.all([drain(server), services.collab.close()]);
    await services.close();
    lock.release();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end());
  process.on('disconnect', () => void end());
}
