import type { BoardLink } from './board-link.ts';
import { LinkError } from './link-error.ts';
import { Listeners } from './listeners.ts';
import type { ChannelKind } from './messages.ts';

/** What sprites do to a board; the stage's `BoardAction`. */
interface Action {
  readonly kind: 'digital' | 'pwm' | 'servo' | 'tone' | 'noTone' | 'text' | 'lights';
  readonly pin: string;
  readonly value: number;
  readonly ms: number;
  readonly text: string;
}

type Values = Readonly<Record<ChannelKind, Readonly<Record<string, number>>>>;

/** Milliseconds between samples for sprites: as often as a stage draws, and a little more. */
const SAMPLE_EVERY = 20;
/** Commands on the way at once; what comes more waits here, where the last action on a pin replaces those before. */
const MOST_UNDER_WAY = 4;

const NOTHING: Values = { digital: {}, analog: {} };

/** What an action is about: a pin, or the display. */
const subject = ({ kind, pin }: Action): string => (kind === 'text' || kind === 'lights' ? 'display' : pin);

/**
 * The board that sprites drive and read: the stage's `StageBoard` over a live link that comes and goes. Outputs never pile up: a
 * board that is slower than the sprites, that restarts or that is only on its way gets the latest of each pin once it can.
 */
export class SpriteBoard {
  readonly #changed = new Listeners<Values>();
  readonly #problems = new Listeners<{ pin: string; error: unknown }>();
  readonly #waiting = new Map<string, Action>();
  readonly #sounding = new Set<string>();
  /** What was asked of the board a second time. */
  readonly #repeated = new WeakSet<Action>();
  #underWay = 0;
  #wanted: Readonly<Record<ChannelKind, readonly string[]>> = { digital: [], analog: [] };
  #link: BoardLink | null = null;
  #expected = false;
  #detach: (() => void)[] = [];

  get connected(): boolean {
    return this.#link?.state === 'linked';
  }

  /** Lends a link to the sprites, or takes it away with null. The link stays open. */
  attach(link: BoardLink | null): void {
    for (const stop of this.#detach.splice(0)) stop();
    // What is meant for a board on its way is for the one that comes.
    if (this.#link) this.#forget();
    this.#link = link;
    if (link) {
      const tell = (): void => this.#changed.tell(NOTHING);
      this.#detach = [
        link.onSample(({ kind, values }) => this.#changed.tell({ ...NOTHING, [kind]: values })),
        link.onSeeking(tell),
        link.onRestarted(() => {
          tell();
          this.#pump();
        }),
        link.onLost(() => this.attach(null)),
      ];
      this.#subscribe({ digital: [], analog: [] });
      this.#pump();
    }
    this.#changed.tell(NOTHING);
  }

  /** Whether a board is on its way: then what sprites do until it is there is kept for it. */
  expect(coming: boolean): void {
    this.#expected = coming;
    if (!coming && !this.#link) this.#forget();
  }

  /** Called when a board comes or goes and when values change, with those that did. */
  listen(changed: (values: Values) => void): () => void {
    return this.#changed.add(changed);
  }

  /** Called when the board refused an action or restarted over it twice, with the pin that it was about. */
  onProblem(listener: (problem: { pin: string; error: unknown }) => void): () => void {
    return this.#problems.add(listener);
  }

  watch(digital: readonly string[], analog: readonly string[]): void {
    const before = this.#wanted;
    this.#wanted = { digital, analog };
    this.#subscribe(before);
  }

  act(actions: readonly Action[]): void {
    if (!this.#link && !this.#expected) return;
    for (const action of actions) {
      const key = subject(action);
      this.#waiting.delete(key);
      this.#waiting.set(key, action);
    }
    this.#pump();
  }

  /** Ends tones; levels stay. */
  stop(): void {
    for (const [key, { kind }] of this.#waiting) if (kind === 'tone') this.#waiting.delete(key);
    const tones = [...this.#sounding].map((pin) => ({ kind: 'noTone' as const, pin, value: 0, ms: 0, text: '' }));
    this.#sounding.clear();
    this.act(tones);
  }

  #forget(): void {
    this.#waiting.clear();
    this.#sounding.clear();
  }

  #subscribe(before: Readonly<Record<ChannelKind, readonly string[]>>): void {
    const link = this.#link;
    if (!link) return;
    const known = (kind: ChannelKind, channels: readonly string[]): string[] =>
      channels.filter((channel) => link.channels[kind].has(channel));
    const { digital, analog } = this.#wanted;
    const gone = known('analog', before.analog).filter((channel) => !analog.includes(channel));
    const added = known('analog', analog).filter((channel) => !before.analog.includes(channel));
    const orders: Promise<void>[] = [];
    if (gone.length > 0) orders.push(link.subscribeAnalog(gone, null));
    if (added.length > 0) orders.push(link.subscribeAnalog(added, { periodMs: SAMPLE_EVERY, deadband: 1 }));
    if (digital.join() !== before.digital.join()) orders.push(link.subscribeDigital(known('digital', digital)));
    // A link that ended or restarted tells so itself, and asks again.
    for (const order of orders) order.catch(() => undefined);
  }

  #pump(): void {
    const link = this.#link;
    for (const [key, action] of this.#waiting) {
      if (link?.state !== 'linked' || this.#underWay >= MOST_UNDER_WAY) return;
      this.#waiting.delete(key);
      this.#underWay++;
      this.#send(link, action)
        .catch((error: unknown) => {
          if (!this.#isAgain(link, key, action, error)) this.#problems.tell({ pin: action.pin, error });
        })
        .finally(() => {
          this.#underWay--;
          this.#pump();
        });
    }
  }

  /**
   * A board that restarted before it had done an action does it after that, unless something newer was asked of the pin. Once:
   * it may be what makes the board restart, as a servo that takes its power.
   */
  #isAgain(link: BoardLink, key: string, action: Action, error: unknown): boolean {
    if (!(error instanceof LinkError && error.code === 'restarted') || link !== this.#link) return false;
    // Of a project that was stopped meanwhile.
    const isOver = action.kind === 'tone' && !this.#sounding.has(action.pin);
    if (isOver || this.#waiting.has(key)) return true;
    if (this.#repeated.has(action)) return false;
    this.#repeated.add(action);
    this.#waiting.set(key, action);
    return true;
  }

  #send(link: BoardLink, { kind, pin, value, ms, text }: Action): Promise<void> {
    switch (kind) {
      case 'digital':
        return link.digitalWrite(pin, value !== 0);
      case 'pwm':
        return link.pwmWrite(pin, value);
      case 'servo':
        return link.servoWrite(pin, value);
      case 'tone':
        this.#sounding.add(pin);
        return link.tone(pin, value, ms);
      case 'noTone':
        this.#sounding.delete(pin);
        return link.noTone(pin);
      case 'text':
        return link.showText(text);
      case 'lights':
        return link.showLights([...text.padEnd(25, '0').slice(0, 25)].map((light) => light === '1'));
    }
  }
}
