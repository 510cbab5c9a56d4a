import type { BoardConnection, BoardLink, ConnectCode, ConnectionState, UnoProgram } from '@paperkite/boards';

type Connection<Session, Program> = Pick<
  BoardConnection<Session, Program>,
  | 'session'
  | 'obstacle'
  | 'resume'
  | 'choose'
  | 'retry'
  | 'putRight'
  | 'upload'
  | 'cancel'
  | 'disconnect'
  | 'dispose'
  | 'onChange'
>;

/** What the panel that explains a connection needs of it. */
export type CableView = Omit<Cable<never, never>, 'upload' | 'session'>;

/** The real board of one board target, as the page shows it. What it needs comes when somebody asks for a board. */
export class Cable<Session = BoardLink, Program = UnoProgram> {
  state: ConnectionState = $state.raw({ name: 'idle', notice: null });
  /** Whether the panel that explains the connection is open. */
  open = $state(false);
  /** The last upload arrived, and the program runs. */
  uploaded = $state(false);
  /** What can be done with the board, while it is ready. */
  session: Session | null = $state.raw(null);
  /** The link to the board while it is ready and has one. */
  link: BoardLink | null = $state.raw(null);
  /** What the connection needs did not come: no network. */
  unavailable = $state(false);
  /** Why this browser has no way to boards at all; null where it has one. */
  obstacle: ConnectCode | null = $state(null);

  readonly #make: () => Promise<Connection<Session, Program>>;
  readonly #onsession: (session: Session) => void;
  readonly #linkOf: (session: Session) => BoardLink | null;
  #making: Promise<Connection<Session, Program>> | undefined;
  #connection: Connection<Session, Program> | undefined;
  #destroyed = false;

  /** @param onsession Called for every board that becomes ready. @param linkOf The live link of a session, if it has one. */
  constructor(
    make: () => Promise<Connection<Session, Program>>,
    onsession: (session: Session) => void,
    linkOf: (session: Session) => BoardLink | null,
  ) {
    this.#make = make;
    this.#onsession = onsession;
    this.#linkOf = linkOf;
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

  async upload(program: Program): Promise<void> {
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

  #ready(): Promise<Connection<Session, Program>> {
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

  #follow(connection: Connection<Session, Program>): void {
    this.#connection = connection;
    if (this.#destroyed) return void connection.dispose();
    this.obstacle = connection.obstacle;
    connection.onChange((state) => {
      this.state = state;
      const { session } = connection;
      if (session && session !== this.session) this.#onsession(session);
      this.session = session;
      this.link = session && this.#linkOf(session);
      if (state.name === 'lost' || state.name === 'failed') {
        this.uploaded = false;
        this.open = true;
      }
    });
  }
}
