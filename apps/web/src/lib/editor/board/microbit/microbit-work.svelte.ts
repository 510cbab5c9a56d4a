import { openTextLink, type BoardLink, type MicrobitProgram, type MicrobitSession } from '@paperkite/boards';
import type { BoardDiagnostic } from '@paperkite/compiler/board';
import { m } from '@paperkite/i18n';
import {
  MakeCodeError,
  MicrobitSimulatorTransport,
  type CompileRequest,
  type MakeCodeErrorCode,
  type RadioAir,
} from '@paperkite/makecode';
import type { BoardTarget } from '@paperkite/project';
import type { BoardTrouble, BoardWork, BrokenScript } from '../board-work.ts';
import { Cable } from '../connect/cable.svelte.ts';
import { SerialMonitor } from '../monitor/serial-monitor.svelte.ts';
import { useMakeCode } from '../text/makecode.ts';
import { fetchBridge } from './makecode-text.ts';
import { openMicrobitConnection } from './open-connection.ts';
import { SimulatedMicrobit } from './simulated-microbit.svelte.ts';

/** A program of a micro:bit, ready for the compiler. */
type Source = Pick<CompileRequest, 'text' | 'dependencies'>;

/** What the network has no part in. */
const BROKEN: ReadonlySet<MakeCodeErrorCode> = new Set(['makecode_failed', 'makecode_no_runtime', 'simulator_failed']);

/** A micro:bit of the project. */
export class MicrobitWork implements BoardWork {
  readonly kind = 'microbit';
  readonly monitor = new SerialMonitor();
  readonly cable: Cable<MicrobitSession, MicrobitProgram>;
  phase: BoardWork['phase'] = $state('off');
  problems: readonly BoardDiagnostic[] = $state.raw([]);
  broken: BrokenScript | undefined = $state.raw();
  empty = $state(false);
  trouble: BoardTrouble | undefined = $state();
  readonly slow = undefined;
  /** The board on the screen; it stays what it was when its program ends. */
  readonly simulated: SimulatedMicrobit;
  /** To the bridge on the board on the screen, while sprites have that. */
  lent: BoardLink | null = $state.raw(null);

  readonly link: BoardLink | null = $derived.by(() => this.cable.link ?? this.lent);
  readonly send: ((text: string) => void) | undefined = $derived.by(() => {
    const { session } = this.cable;
    if (session) return (text: string) => void session.sendText(`${text}\n`).catch(() => undefined);
    return this.phase === 'on' && !this.lent ? (text: string) => this.simulated.sendSerial(`${text}\n`) : undefined;
  });

  readonly #makecode = useMakeCode();
  /** The bridge is on the board on the screen, or on its way there. */
  #lends = false;
  #turn = 0;
  #stopHearing: (() => void) | undefined;

  /** @param air Where the boards on the screen hear each other's radio. */
  constructor(air: RadioAir) {
    this.simulated = new SimulatedMicrobit(air);
    const hear = (text: string): void => this.monitor.receive(new TextEncoder().encode(text));
    this.cable = new Cable(
      () => openMicrobitConnection(this.#makecode),
      (session) => {
        this.#stopHearing?.();
        this.#stopHearing = session.onText(hear);
      },
      (session) => session.link,
    );
    this.simulated.onText = (text) => (this.lent ? undefined : hear(text));
    this.simulated.onBroken = (message) => {
      console.warn(message);
      this.broken = { text: m.bench_mb_broken(), block: null };
    };
  }

  /** The board on the screen is its program's: sprites cannot have it. */
  get ownProgram(): boolean {
    return this.phase !== 'off' && !this.#lends;
  }

  async run(board: BoardTarget): Promise<void> {
    const turn = ++this.#turn;
    this.#takeBack();
    this.phase = 'starting';
    try {
      const source = await this.#sourceOf(board);
      const code = source && (await this.#compile(source, 'simulator'));
      if (turn !== this.#turn) return;
      if (!code) return this.stop();
      await this.simulated.run(code);
      if (turn === this.#turn) this.phase = 'on';
    } catch (error) {
      this.#fail(error, turn);
    }
  }

  /** Puts the bridge onto the board on the screen, so that sprites can drive it. */
  async lend(): Promise<void> {
    const turn = ++this.#turn;
    this.#lends = true;
    this.phase = 'starting';
    try {
      const text = await fetchBridge();
      const code = await this.#compile({ text, dependencies: 'blocks' }, 'simulator');
      if (turn !== this.#turn || !code) return;
      await this.simulated.run(code);
      const transport = new MicrobitSimulatorTransport(this.simulated.board(), code);
      await transport.open({ baudRate: 115_200 });
      const link = await openTextLink(transport);
      if (turn !== this.#turn) return void link.close();
      this.lent = link;
      this.phase = 'on';
    } catch (error) {
      this.#fail(error, turn);
    }
  }

  stop(): void {
    this.#turn++;
    this.#takeBack();
    this.simulated.stop();
    this.phase = 'off';
  }

  async upload(board: BoardTarget): Promise<void> {
    this.cable.open = true;
    try {
      const source = await this.#sourceOf(board);
      if (!source || !(await this.#compile(source, 'v2'))) return;
      const hexFor = async (version: 'v1' | 'v2'): Promise<string> => {
        const hex = await this.#compile(source, version);
        if (hex === null) throw new Error(`the program does not compile for ${version}`);
        return hex;
      };
      await this.cable.upload({ kind: 'compile', hexFor });
    } catch (error) {
      this.#fail(error, this.#turn);
    }
  }

  /** Puts a .hex from elsewhere onto the real board, universal or for this very board. */
  uploadHex(text: string): void {
    void this.cable.upload({ kind: 'hex', text });
  }

  destroy(): void {
    this.stop();
    this.#stopHearing?.();
    this.cable.destroy();
    this.simulated.destroy();
    this.#makecode.release();
    this.monitor.destroy();
  }

  /** Null when something stands in the way, which is told. */
  async #sourceOf(board: BoardTarget): Promise<Source | null> {
    this.empty = false;
    this.trouble = undefined;
    this.broken = undefined;
    this.problems = [];
    if (board.mode === 'text') return { text: board.text, dependencies: 'text' };
    const { emitMakeCode, lowerBoard } = await import('@paperkite/compiler/board');
    const program = lowerBoard(board);
    this.problems = program.diagnostics;
    this.empty = program.scripts.length === 0;
    if (program.diagnostics.some(({ severity }) => severity === 'error')) return null;
    return { text: emitMakeCode(program).text, dependencies: 'blocks' };
  }

  async #compile(source: Source, output: CompileRequest['output']): Promise<string | null> {
    const { code } = await this.#makecode.compile({ ...source, output });
    if (code === null) this.broken = { text: m.bench_mb_text_wrong(), block: null };
    return code;
  }

  #takeBack(): void {
    this.#lends = false;
    void this.lent?.close();
    this.lent = null;
  }

  #fail(error: unknown, turn: number): void {
    console.error(error);
    if (turn !== this.#turn) return;
    this.stop();
    this.trouble = error instanceof MakeCodeError && BROKEN.has(error.code) ? 'broken' : 'not-loaded';
  }
}
