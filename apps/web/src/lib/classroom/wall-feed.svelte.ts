import type { Wall } from '../../../server/classroom/wall.ts';

/** `live`: changes come by themselves. `asking`: they do not get through, so the page asks now and then. `gone`: no class any more. */
export type FeedState = 'connecting' | 'live' | 'asking' | 'gone';

const ASK_EVERY_MS = 4000;
/** After an answer that was no stream (a proxy without a server behind it), the stream is tried again so often. */
const TRY_AGAIN_MS = 10_000;
/** A stream that says nothing for this long does not get through: a proxy holds it back. */
const FIRST_WORD_MS = 5000;

/** The wall of one class on the page, kept up to date by Server-Sent Events, or by asking where those do not get through. */
export class WallFeed {
  wall: Wall = $state.raw({ frozen: false, tiles: [], copies: {} });
  state: FeedState = $state('connecting');

  readonly #address: string;
  #source: EventSource | undefined;
  #asking: ReturnType<typeof setInterval> | undefined;
  #firstWord: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(classId: string, first: Wall) {
    this.#address = `/api/classes/${classId}/wall`;
    this.wall = first;
  }

  /** Begins to follow; returns how to stop. */
  start(): () => void {
    this.#listen();
    return () => this.#stop();
  }

  #listen(): void {
    const source = new EventSource(this.#address);
    this.#source = source;
    clearTimeout(this.#firstWord);
    this.#firstWord = setTimeout(() => this.#ask(), FIRST_WORD_MS);
    source.addEventListener('wall', (event) => {
      clearTimeout(this.#firstWord);
      clearInterval(this.#asking);
      this.#asking = undefined;
      this.wall = JSON.parse(event.data as string) as Wall;
      this.state = 'live';
    });
    source.addEventListener('gone', () => this.#end());
    source.onerror = () => {
      // The browser comes back by itself after a break, but not after an answer that is no stream.
      if (this.state === 'live') this.state = 'connecting';
      if (source.readyState !== EventSource.CLOSED || this.state === 'gone') return;
      this.#ask();
      this.#again = setTimeout(() => this.#listen(), TRY_AGAIN_MS);
    };
  }

  #ask(): void {
    if (this.#asking !== undefined || this.state === 'gone') return;
    this.state = 'asking';
    const once = async (): Promise<void> => {
      const answer = await fetch(this.#address, { headers: { accept: 'application/json' } }).catch(() => undefined);
      if (this.#asking === undefined) return;
      if (answer?.ok) this.wall = (await answer.json()) as Wall;
      else if (answer && [401, 403, 404].includes(answer.status)) this.#end();
    };
    this.#asking = setInterval(() => void once(), ASK_EVERY_MS);
    void once();
  }

  #end(): void {
    this.state = 'gone';
    this.#stop();
  }

  #stop(): void {
    this.#source?.close();
    clearInterval(this.#asking);
    clearTimeout(this.#firstWord);
    clearTimeout(this.#again);
    this.#asking = undefined;
  }
}
