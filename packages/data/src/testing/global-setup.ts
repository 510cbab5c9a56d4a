import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BROKER_VARIABLE, startTestServer } from './index.ts';
import type { TestServer } from './index.ts';

/**
 * Vitest's global setup: one PostgreSQL for all test files of a run, started when the first of them asks for it, stopped
 * at the end. Test processes ask over HTTP on the loopback interface.
 */
export default async function setup(): Promise<() => Promise<void>> {
  let server: Promise<TestServer> | undefined;
  const broker = createServer((_request, response) => {
    server ??= startTestServer();
    server.then(
      ({ connectionString }) => response.end(connectionString),
      (error: unknown) => {
        response.statusCode = 500;
        response.end(String(error));
      },
    );
  });
  await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve));
  process.env[BROKER_VARIABLE] = `http://127.0.0.1:${(broker.address() as AddressInfo).port}/`;
  return async () => {
    broker.closeAllConnections();
    broker.close();
    await (await server)?.stop();
  };
}
