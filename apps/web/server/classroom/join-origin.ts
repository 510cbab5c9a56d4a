import { networkInterfaces } from 'node:os';

/**
 * The address under which other devices reach this server: the one in the teacher's address bar, unless that is this very
 * computer's own name for itself, which means nothing on a pupil's tablet. Then the first address in the local network.
 */
export function joinOrigin(url: URL): string {
  if (!['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) return url.origin;
  const address = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find((entry) => entry.family === 'IPv4' && !entry.internal)?.address;
  return address ? `${url.protocol}//${address}${url.port && `:${url.port}`}` : url.origin;
}
