import type { BoardPort, PortClaims } from './board-source.ts';

/** The part of the Web Locks API that is used: `navigator.locks`. @see https://w3c.github.io/web-locks/ */
export interface WebLocks {
  request(name: string, callback: () => Promise<void>): Promise<unknown>;
  query(): Promise<{ held?: { name?: string }[] }>;
}

const prefixOf = ({ usb }: BoardPort): string => `paperkite-board ${usb?.vendor ?? 0}:${usb?.product ?? 0} `;

/**
 * Claims by Web Locks named after the port. Browsers give ports no serial number, so two boards of one make share the first part of
 * their names; each lock has a name of its own, and a claim never keeps anybody from opening a port.
 */
export function webPortClaims(locks: WebLocks): PortClaims {
  const own = new Set<string>();
  return {
    claim: (port) => {
      const name = prefixOf(port) + crypto.randomUUID();
      const held = Promise.withResolvers<void>();
      own.add(name);
      locks.request(name, () => held.promise).catch(() => undefined);
      return () => {
        own.delete(name);
        held.resolve();
      };
    },
    heldElsewhere: async (port) => {
      const { held = [] } = await locks.query();
      return held.some(({ name = '' }) => name.startsWith(prefixOf(port)) && !own.has(name));
    },
  };
}
