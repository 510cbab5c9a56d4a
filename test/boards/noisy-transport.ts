import type { AbortOptions, BoardTransport } from '@paperkite/boards';
import type { Random } from '@paperkite/kernel';

/** A bad cable: of each byte in either direction, one in `1 / probability` is changed or lost, as often the one as the other. */
export function noisyTransport(transport: BoardTransport, random: Random, probability: number): BoardTransport {
  const disturb = (bytes: Uint8Array): Uint8Array =>
    Uint8Array.from(
      [...bytes].flatMap((byte) => {
        if (random.next() >= probability) return [byte];
        return random.next() < 0.5 ? [byte ^ (1 + Math.floor(random.next() * 255))] : [];
      }),
    );
  const noisy: BoardTransport = Object.create(transport, {
    write: {
      value: (bytes: Uint8Array, options?: AbortOptions) => transport.write(disturb(bytes), options),
    },
    read: { value: async (options?: AbortOptions) => disturb(await transport.read(options)) },
  }) as BoardTransport;
  return noisy;
}
