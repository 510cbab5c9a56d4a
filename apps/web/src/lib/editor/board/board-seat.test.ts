import type { BoardValues, StageBoard } from '@paperkite/stage/host';
import { expect, it } from 'vitest';
import { BoardSeat } from './board-seat.ts';

const light = [{ kind: 'digital', pin: 'D13', value: 1, ms: 0, text: '' }] as const;

function seat(): { seat: BoardSeat; asked: () => number } {
  let count = 0;
  return { seat: new BoardSeat(() => count++), asked: () => count };
}

it('asks for a board once in a run, and again in the next one', () => {
  const { seat: board, asked } = seat();
  for (let run = 1; run <= 3; run++) {
    board.begin('project');
    // Somebody may have switched the board off meanwhile: it stays off while the project goes on.
    for (let times = 0; times < 5; times++) board.act(light);
    expect(asked()).toBe(run);
  }
});

it('asks for nothing while a project is only there, and for what it wants to read once it is run', () => {
  const { seat: board, asked } = seat();
  board.watch(['a'], []);
  expect(asked()).toBe(0);
  board.begin('project');
  board.watch(['a', 'b'], []);
  expect(asked()).toBe(1);
  board.begin('project');
  expect(asked()).toBe(2);
});

it('asks for nothing that hats look at when a script is clicked, and for what that script does or reads', () => {
  const { seat: board, asked } = seat();
  board.watch(['D2'], []);
  board.begin('script');
  // Another program, with the block of the palette in it.
  board.watch([], []);
  board.watch(['D2'], []);
  expect(asked()).toBe(0);
  board.watch(['D2'], ['A0']);
  expect(asked()).toBe(1);
  board.begin('script');
  expect(asked()).toBe(1);
  board.act(light);
  expect(asked()).toBe(2);
  board.begin('project');
  expect(asked()).toBe(3);
});

it('asks when a project does something to a board without having been run', () => {
  const { seat: board, asked } = seat();
  board.act(light);
  expect(asked()).toBe(1);
});

it('keeps what was done before the board came, in order', () => {
  const { seat: board } = seat();
  board.act(light);
  board.act([{ ...light[0], value: 0 }]);
  const done: number[] = [];
  board.take({
    connected: false,
    act: (actions) => done.push(...actions.map(({ value }) => value)),
    watch: () => undefined,
    stop: () => undefined,
    listen: () => () => undefined,
  } satisfies StageBoard);
  board.act(light);
  expect(done).toEqual([1, 0, 1]);
});

it('begins no tone of a project that was stopped before the board came', () => {
  const { seat: board } = seat();
  board.act([{ ...light[0], kind: 'tone' }, ...light]);
  board.stop();
  const done: string[] = [];
  board.take({
    connected: false,
    act: (actions) => done.push(...actions.map(({ kind }) => kind)),
    watch: () => undefined,
    stop: () => undefined,
    listen: () => () => undefined,
  } satisfies StageBoard);
  expect(done).toEqual(['digital']);
});

it('hands on what was wanted before the board came, and what the board says', () => {
  const { seat: board } = seat();
  const watched: unknown[] = [];
  const heard: BoardValues[] = [];
  let say: (values: BoardValues) => void = () => undefined;
  board.listen((values) => heard.push(values));
  board.watch(['D2'], ['A0']);
  board.take({
    connected: true,
    act: () => undefined,
    watch: (...channels) => watched.push(channels),
    stop: () => undefined,
    listen: (changed) => {
      say = changed;
      return () => undefined;
    },
  } satisfies StageBoard);
  expect(watched).toEqual([[['D2'], ['A0']]]);
  say({ digital: { D2: 1 }, analog: {} });
  expect(heard).toEqual([{ digital: { D2: 1 }, analog: {} }]);
  expect(board.connected).toBe(true);
});
