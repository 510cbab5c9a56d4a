import type { AnalogSubscription } from './board-link.ts';
import type { LinkCommand } from './messages.ts';

/** What is subscribed, to be asked for again when the board restarted. */
export class Subscriptions {
  readonly #analog = new Map<string, AnalogSubscription>();
  #digital: readonly string[] = [];

  setAnalog(channels: readonly string[], subscription: AnalogSubscription | null): LinkCommand {
    for (const channel of channels) {
      if (subscription) this.#analog.set(channel, subscription);
      else this.#analog.delete(channel);
    }
    return analogCommand(channels, subscription);
  }

  setDigital(channels: readonly string[]): LinkCommand {
    this.#digital = [...channels];
    return { op: 'subscribe-digital', channels };
  }

  /** The commands that bring a board that knows nothing to where it was. */
  commands(): LinkCommand[] {
    const groups = Map.groupBy(this.#analog, ([, { periodMs, deadband }]) => `${periodMs} ${deadband ?? 0}`);
    const commands = [...groups.values()].map((group) =>
      analogCommand(
        group.map(([channel]) => channel),
        group[0]![1],
      ),
    );
    if (this.#digital.length > 0) commands.push({ op: 'subscribe-digital', channels: this.#digital });
    return commands;
  }
}

const analogCommand = (channels: readonly string[], subscription: AnalogSubscription | null): LinkCommand => ({
  op: 'subscribe-analog',
  channels,
  periodMs: subscription?.periodMs ?? null,
  deadband: subscription?.deadband ?? 0,
});
