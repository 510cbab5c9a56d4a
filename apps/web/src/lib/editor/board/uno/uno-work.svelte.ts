import type { BoardLink, ProgramErrorEvent } from '@paperkite/boards';
import type { BoardDiagnostic } from '@paperkite/compiler/board';
import type { BoardTarget } from '@paperkite/project';
import type { BoardTrouble, BoardWork, BrokenScript } from '../board-work.ts';
import { Cable } from '../connect/cable.svelte.ts';
import { openUnoConnection } from '../connect/open-connection.ts';
import { SerialMonitor } from '../monitor/serial-monitor.svelte.ts';
import type { CompiledUno } from './compile-uno.ts';
import { fetchUnoFirmware, hexWith } from './firmware.ts';
import { runErrorText } from './run-errors.ts';
import { SimulatedUno } from './simulated-uno.svelte.ts';

/** An Uno of the project. */
export class UnoWork implements BoardWork {
  readonly kind = 'arduino-uno';
  readonly monitor = new SerialMonitor();
  readonly cable: Cable;
  phase: BoardWork['phase'] = $state('off');
  problems: readonly BoardDiagnostic[] = $state.raw([]);
  broken: BrokenScript | undefined = $state.raw();
  empty = $state(false);
  trouble: BoardTrouble | undefined = $state();
  /** What parts are turned or pressed to, by part. */
  inputs: ReadonlyMap<string, number> = $state.raw(new Map());
  /** The board on the screen, while it is on. */
  simulated: SimulatedUno | undefined = $state.raw();

  readonly slow: number | undefined = $derived(this.simulated?.slow);
  readonly link: BoardLink | null = $derived.by(() => this.cable.link ?? this.simulated?.link ?? null);
  readonly send: ((text: string) => void) | undefined = $derived.by(() => {
    const { link } = this;
    return link ? (text: string) => void link.sendText(`${text}\n`).catch(() => undefined) : undefined;
  });

  /** What runs on the screen, and on the cable. */
  readonly #programs: { simulated?: CompiledUno; real?: CompiledUno } = {};
  #turn = 0;

  constructor() {
    this.cable = new Cable(
      openUnoConnection,
      (link) => this.#listen(link, 'real'),
      (link) => link,
    );
  }

  setInput(part: string, value: number): void {
    this.inputs = new Map(this.inputs).set(part, value);
    this.simulated?.setInputs(this.inputs);
  }

  async run(board: BoardTarget): Promise<void> {
    const turn = ++this.#turn;
    this.phase = 'starting';
    try {
      const [compiled, { image }] = await Promise.all([this.#compile(board), fetchUnoFirmware()]);
      if (turn !== this.#turn) return;
      if (!compiled.image) return this.stop();
      const hex = hexWith(image, compiled.image);
      this.#programs.simulated = compiled;
      if (this.simulated) this.simulated.load(hex);
      else
        this.simulated = new SimulatedUno(
          hex,
          (link) => this.#listen(link, 'simulated'),
          (code) => this.#giveUp(code === 'not-loaded' ? code : 'broken'),
        );
      this.simulated.wire(board.parts);
      this.simulated.setInputs(this.inputs);
      this.phase = 'on';
    } catch (error) {
      console.error(error);
      if (turn === this.#turn) this.#giveUp('not-loaded');
    }
  }

  /** Parts that were moved or wired otherwise. */
  follow(board: BoardTarget): void {
    this.simulated?.wire(board.parts);
  }

  stop(): void {
    this.#turn++;
    this.simulated?.destroy();
    this.simulated = undefined;
    this.phase = 'off';
  }

  async upload(board: BoardTarget): Promise<void> {
    this.cable.open = true;
    try {
      const compiled = await this.#compile(board);
      if (!compiled.image) return;
      this.#programs.real = compiled;
      await this.cable.upload({ kind: 'image', image: compiled.image });
    } catch (error) {
      console.error(error);
      this.trouble = 'not-loaded';
    }
  }

  /** Puts a .hex from elsewhere onto the real board; it takes the firmware's place. */
  uploadHex(text: string): void {
    this.#programs.real = undefined;
    void this.cable.upload({ kind: 'hex', text });
  }

  destroy(): void {
    this.stop();
    this.cable.destroy();
    this.monitor.destroy();
  }

  async #compile(board: BoardTarget): Promise<CompiledUno> {
    this.trouble = undefined;
    this.broken = undefined;
    const { compileUno } = await import('./compile-uno.ts');
    const compiled = compileUno(board);
    this.problems = compiled.diagnostics;
    this.empty = compiled.scripts === 0;
    return compiled;
  }

  /** The board on the screen does no more. */
  #giveUp(trouble: BoardTrouble): void {
    this.stop();
    this.trouble = trouble;
  }

  #listen(link: BoardLink, of: 'simulated' | 'real'): void {
    link.onText((text) => this.monitor.receive(new TextEncoder().encode(text)));
    link.onSeeking(() => this.monitor.interrupt());
    link.onProgramError((event) => this.#break(event, this.#programs[of]));
  }

  #break({ code, offset }: ProgramErrorEvent, program: CompiledUno | undefined): void {
    this.broken = { text: runErrorText(code), block: program?.blockAt(offset) ?? null };
  }
}
