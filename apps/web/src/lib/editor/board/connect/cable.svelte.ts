import type { BoardConnection, BoardLink, ConnectionState, UnoProgram } from '@paperkite/boards';

type Connection = BoardConnection<BoardLink, UnoProgram>;

/** The real board of one board target, as the page shows it. What it needs comes when somebody asks for a board. */
export class Cable {
  state: ConnectionState = $state.raw({ name: 'idle', notice: null });
  /** Whether the panel that explains the connection is open. */
  open = $state(false);
  /** The last upload arrived, and the program runs. */
  uploaded = $state(false);
  /** The link to the board while it is ready. */
  link: BoardLink | null = $state.raw(null);
  /** What the connection needs did not come: no network. */
  unavailable = $state(false);

  readonly #make: () => Promise<Connection>;
  readonly #onlink: (link: BoardLink) => void;
  #making: Promise<Connection> | undefined;
  #connection: Connection | undefined;
  #destroyed = false;

  /** @param onlink Called for every link to a board that is made. */
  constructor(make: () => Promise<Connection>, onlink: (link: BoardLink) => void) {
    this.#make = make;
    this.#onlink = onlink;
  }

  /** Fetches what connecting needs, and goes to a board that was allowed earlier. Before a click may open the browser's list. */
  async prepare(): Promise<void> {
    try {
      const connection = await this.#ready();
      await connection.resume();
    } catch (error) {
      console.error(error);
      this.unavailable = true;
    }
  }

  /** Lets the person choose a board. In the click itself. */
  choose(options: { all?: boolean } = {}): void {
    void this.#connection?.choose(options);
  }

  retry(): void {
    void this.#connection?.retry();
  }

  putRight(): void {
    void this.#connection?.putRight();
  }

  async upload(program: UnoProgram): Promise<void> {
    this.uploaded = false;
    this.uploaded = (await this.#connection?.upload(program)) ?? false;
  }

  cancel(): void {
    void this.#connection?.cancel();
  }

  disconnect(): void {
    this.uploaded = false;
    void this.#connection?.disconnect();
  }

  destroy(): void {
    this.#destroyed = true;
    void this.#connection?.dispose();
  }

  #ready(): Promise<Connection> {
    this.unavailable = false;
    this.#making ??= this.#make().then(
      (connection) => {
        this.#follow(connection);
        return connection;
      },
      (error: unknown) => {
        this.#making = undefined;
        throw error;
      },
    );
    return this.#making;
  }

  #follow(connection: Connection): void {
    this.#connection = connection;
    if (this.#destroyed) return void connection.dispose();
    connection.onChange((state) => {
      this.state = state;
      const link = connection.session;
      if (link && link !== this.link) this.#onlink(link);
      this.link = link;
      if (state.name === 'lost' || state.name === 'failed') {
        this.uploaded = false;
        this.open = true;
      }
    });
  }
}
