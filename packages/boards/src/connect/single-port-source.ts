import type { BoardTransport } from '../transport/transport.ts';
import type { BoardPort, BoardSource } from './board-source.ts';

/** A source of one port that is there already: a simulator, or a test's. `transport` may be lost and opened again. */
export function singlePortSource(transport: BoardTransport): BoardSource & { plugged(): void } {
  const port: BoardPort = { id: 'only', usb: null, transport };
  const listeners = new Set<(port: BoardPort) => void>();
  return {
    obstacle: () => null,
    request: () => Promise.resolve(port),
    remembered: () => Promise.resolve([port]),
    onPlugged: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Tells that the cable is back. */
    plugged: () => listeners.forEach((listener) => listener(port)),
  };
}
