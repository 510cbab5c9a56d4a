import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  BoardConnection,
  parseIntelHex,
  singlePortSource,
  unoBoardKind,
  writeIntelHex,
  type BoardLink,
  type ConnectionState,
  type UnoProgram,
} from '@paperkite/boards';
import { emitUnoImage, lowerBoard } from '@paperkite/compiler/board';
import { unwrap } from '@paperkite/kernel';
import { simulatorTransport, UnoBoard, type SimulatorTransport } from '@paperkite/simulators';
import { testedBootloaders } from './flashing/bootloaders.ts';
import { block, boardTarget } from './support/board-program.ts';

const FIRMWARE = new URL('../../firmware-bridges/arduino-uno/paperkite-uno.hex', import.meta.url);

/** Switches D13 on. */
const lightOn = (() => {
  const body = [block('arduino_digitalwrite', {}, { PIN: 'D13', LEVEL: 'HIGH' })];
  const { image } = emitUnoImage(lowerBoard(boardTarget({ scripts: [{ hat: block('board_whenstarted'), body }] })));
  if (image === null) throw new Error('the program does not compile');
  return image;
})();

interface Bench {
  board: UnoBoard;
  transport: SimulatorTransport;
  connection: BoardConnection<BoardLink, UnoProgram>;
  names: string[];
  replug(): void;
}

function bench(bootloader: string): Bench {
  const board = new UnoBoard({ bootloader });
  const transport = simulatorTransport(board);
  const source = singlePortSource(transport);
  const kind = unoBoardKind({ firmware: unwrap(parseIntelHex(readFileSync(FIRMWARE, 'utf8'))), version: '0.0.0' });
  const connection = new BoardConnection<BoardLink, UnoProgram>({ source, kind });
  const names: string[] = [];
  connection.onChange(({ name }) => {
    if (names.at(-1) !== name) names.push(name);
  });
  onTestFinished(() => connection.dispose());
  return {
    board,
    transport,
    connection,
    names,
    replug: () => {
      transport.plug();
      source.plugged();
    },
  };
}

/** Waits for a state in the board's own time. */
async function until({ connection, transport }: Bench, name: ConnectionState['name']): Promise<void> {
  for (let ms = 0; ms < 20_000 && connection.state.name !== name; ms += 20) await transport.clock.wait(20);
  expect(connection.state).toMatchObject({ name });
}

describe.runIf(existsSync(FIRMWARE)).each(testedBootloaders)(
  'a simulated Uno with $name',
  { timeout: 300_000 },
  ({ hex }) => {
    it('gets its firmware at one word, obeys live, takes a program, and is put right after a pulled cable', async () => {
      const made = bench(hex);
      const { board, connection, transport, names } = made;
      await connection.choose();
      expect(connection.state).toEqual({ name: 'needs-firmware', gap: 'missing' });
      await connection.putRight();
      expect(connection.state).toMatchObject({ name: 'ready', info: { board: 'arduino-uno' } });
      expect(names).toEqual(['choosing', 'opening', 'hello', 'needs-firmware', 'flashing-firmware', 'hello', 'ready']);

      await connection.session?.pinMode('D4', 'output');
      await connection.session?.digitalWrite('D4', true);
      expect(board.level('D4')).toBe(1);

      expect(await connection.upload({ kind: 'image', image: lightOn })).toBe(true);
      expect(connection.state.name).toBe('ready');
      expect(board.level('D13')).toBe(1);

      const upload = connection.upload({ kind: 'image', image: new Uint8Array(4000) });
      await until(made, 'uploading');
      await transport.clock.wait(900);
      transport.unplug();
      expect(await upload).toBe(false);
      expect(connection.state).toEqual({ name: 'lost', code: 'board_lost_uploading' });
      made.replug();
      await until(made, 'ready');
      expect(await connection.upload({ kind: 'image', image: lightOn })).toBe(true);
      expect(board.level('D13')).toBe(1);
    });

    it('takes firmware and program in one go, and a program of elsewhere', async () => {
      const { board, connection } = bench(hex);
      await connection.choose();
      expect(await connection.upload({ kind: 'image', image: lightOn })).toBe(true);
      expect(connection.state.name).toBe('ready');
      expect(board.level('D13')).toBe(1);
      // An endless loop, RJMP to itself.
      const foreign = writeIntelHex({ segments: [{ address: 0, bytes: Uint8Array.of(0xff, 0xcf) }] });
      expect(await connection.upload({ kind: 'hex', text: foreign })).toBe(true);
      expect([...board.flash.subarray(0, 4)]).toEqual([0xff, 0xcf, 0xff, 0xff]);
      expect(connection.state).toEqual({ name: 'needs-firmware', gap: 'missing' });
      expect(await connection.upload({ kind: 'hex', text: 'no hex at all' })).toBe(false);
      expect(connection.state).toMatchObject({ name: 'failed', code: 'file_damaged', details: { line: 1 } });
    });
  },
);
