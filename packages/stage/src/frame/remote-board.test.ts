import { beforeEach, describe, expect, it } from 'vitest';
import type { BoardAction } from '../ports.ts';
import { decodeFromWorker, type FromWorker } from './protocol.ts';
import { RemoteBoard } from './remote-board.ts';

const action = (kind: BoardAction['kind'], pin: string, value = 0): BoardAction => ({
  kind,
  pin,
  value,
  ms: 0,
  text: '',
});

describe('the board of a project in the worker', () => {
  let sent: FromWorker[];
  let board: RemoteBoard;
  beforeEach(() => {
    sent = [];
    board = new RemoteBoard((message) => {
      // What the frame would not let through is a mistake here.
      expect(decodeFromWorker(message)).toEqual(message);
      sent.push(message);
    });
  });

  it('is never heard of by a project that does not ask', () => {
    board.step();
    board.stop();
    board.reset();
    board.step();
    expect(sent).toEqual([]);
  });

  it('gets the last action of each pin once a step', () => {
    board.act(action('digital', 'D13', 1));
    board.act(action('servo', 'D9', 10));
    board.act(action('digital', 'D13', 0));
    board.step();
    board.step();
    expect(sent).toEqual([
      { type: 'boardWatch', digital: [], analog: [] },
      { type: 'boardDo', actions: [action('servo', 'D9', 10), action('digital', 'D13', 0)] },
    ]);
  });

  it('asks for a channel once, and gives its latest value', () => {
    expect(board.read('analog', 'A0')).toBe(null);
    board.read('digital', 'A0');
    board.step();
    board.read('analog', 'A0');
    board.step();
    expect(sent).toEqual([{ type: 'boardWatch', digital: ['A0'], analog: ['A0'] }]);
    board.receive({ connected: true, digital: { A0: 1 }, analog: { A0: 700 } });
    expect([board.read('analog', 'A0'), board.read('digital', 'A0'), board.connected()]).toEqual([700, 1, true]);
    board.receive({ connected: false, digital: {}, analog: {} });
    expect([board.read('analog', 'A0'), board.connected()]).toEqual([null, false]);
  });

  it('still gets what was done in the frame of a stop, but no tone', () => {
    board.act(action('digital', 'D13', 0));
    board.act(action('tone', 'D8', 440));
    board.stop();
    expect(sent.map(({ type }) => type)).toEqual(['boardWatch', 'boardDo', 'boardStop']);
    expect(sent[1]).toEqual({ type: 'boardDo', actions: [action('digital', 'D13', 0)] });
  });

  it('lets a project that names pins without end name no more than a message holds', () => {
    for (let i = 0; i < 1000; i++) {
      board.read('digital', `X${i}`);
      board.act(action('digital', `pin ${i} with a long name`, 1));
    }
    board.read('analog', 'a name that is too long');
    board.step();
    expect(sent).toHaveLength(2);
  });

  it('watches nothing any more when another program begins', () => {
    board.read('digital', 'D2');
    board.step();
    board.reset();
    board.step();
    expect(sent.at(-1)).toEqual({ type: 'boardWatch', digital: [], analog: [] });
  });
});
