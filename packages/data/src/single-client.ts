import { Client } from 'pg';

/**
 * A connection of its own, not yet open. A server that ends between two queries says so as an event, which would end this
 * process if nobody listened; the next query then rejects, and that is where it is dealt with.
 */
export function singleClient(connectionString: string): Client {
  const client = new Client({ connectionString });
  client.on('error', () => undefined);
  return client;
}
