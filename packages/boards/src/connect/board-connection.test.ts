import { describe, expect, it } from 'vitest';
import { FakeSerial, FakeSerialPort } from '../fakes/index.ts';
import { FlashError } from '../stk500/errors.ts';
import { BoardConnection } from './board-connection.ts';
import type { BoardKind, Greeting } from './board-kind.ts';
import type { BoardSource } from './board-source.ts';
import type { ConnectionState } from './connection-state.ts';
import { ConnectError } from './connect-codes.ts';
import { TransportError } from '../transport/errors.ts';
import { webBoardSource } from './web-source.ts';

const INFO = { board: 'arduino-uno', firmware: '1.0.0' };
const READY: Greeting<string> = { kind: 'ready', info: INFO, session: 'a session' };

interface Setup {
  greet?: (signal: AbortSignal) => Promise<Greeting<string>>;
  upload?: BoardKind<string, string>['upload'];
  system?: 'linux' | 'other';
  heldElsewhere?: boolean;
  request?: () => Promise<never>;
  /** What the browser does before it answers with the port. */
  asked?: () => void;
}

/** A connection over a fake `navigator.serial`; the board's own behaviour is what the test says. */
function connected(setup: Setup = {}) {
  const port = new FakeSerialPort({ onBytes: () => undefined }, { usbVendorId: 0x2341, usbProductId: 0x43 });
  const serial = new FakeSerial(async () => {
    setup.asked?.();
    return await Promise.resolve(port);
  });
  let now = 0;
  const source = webBoardSource({ serial, isSecureContext: true, allows: () => true, now: () => (now += 1000) });
  if (setup.request) source.request = setup.request;
  return { ...connectedTo(source, setup), port, serial, source };
}

/** Another connection of the same page: it shares where ports come from. */
function connectedTo(
  source: BoardSource,
  { greet = () => Promise.resolve(READY), upload, system, heldElsewhere = false }: Setup = {},
) {
  const ended: (() => void)[] = [];
  const left: string[] = [];
  const mended: boolean[] = [];
  const kind: BoardKind<string, string> = {
    baudRate: 115_200,
    greet: (_, signal) => greet(signal),
    leave: (session) => {
      left.push(session);
      return Promise.resolve();
    },
    onEnded: (_, listener) => {
      ended.push(listener);
      return () => undefined;
    },
    putRight: (_, { onProgress }) => {
      onProgress(1);
      mended.push(true);
      return Promise.resolve();
    },
    upload: upload ?? (() => Promise.resolve()),
  };
  const connection = new BoardConnection<string, string>({
    source,
    kind,
    system,
    claims: { claim: () => () => undefined, heldElsewhere: () => Promise.resolve(heldElsewhere) },
  });
  const names: string[] = [];
  connection.onChange(({ name }) => names.push(name));
  return { connection, names, ended, left, mended };
}

const until = async (connection: BoardConnection<string, string>, name: ConnectionState['name']): Promise<void> => {
  for (let round = 0; round < 200 && connection.state.name !== name; round++)
    await new Promise((done) => setTimeout(done, 2));
  expect(connection.state.name).toBe(name);
};

describe('a connection to a board', () => {
  it('opens what was chosen, greets it and hands out its session', async () => {
    const { connection, names } = connected();
    await connection.choose();
    expect(names).toEqual(['choosing', 'opening', 'hello', 'ready']);
    expect(connection.session).toBe('a session');
    await connection.disconnect();
    expect(connection.state).toEqual({ name: 'idle', notice: null });
    expect(connection.session).toBeNull();
  });

  it('asks again where a retry has no board to go back to', async () => {
    let refusals = 1;
    const { connection, names } = connected({
      asked: () => {
        if (refusals-- > 0) throw new DOMException('Access to the feature is disallowed.', 'SecurityError');
      },
    });
    await connection.choose();
    expect(connection.state).toMatchObject({ name: 'failed', code: 'blocked_by_policy' });
    await connection.retry();
    expect(names).toEqual(['choosing', 'failed', 'choosing', 'opening', 'hello', 'ready']);
  });

  it('goes back to a remembered board without a click, but not where there are two', async () => {
    const { connection, serial, port } = connected();
    await connection.resume();
    expect(connection.state.name).toBe('idle');
    serial.allow(port);
    await connection.resume();
    expect(connection.state.name).toBe('ready');
    const two = connected();
    two.serial.allow(two.port);
    two.serial.allow(new FakeSerialPort({ onBytes: () => undefined }, { usbVendorId: 0x2341, usbProductId: 1 }));
    await two.connection.resume();
    expect(two.connection.state.name).toBe('idle');
  });

  it('tells a closed list without calling it a failure', async () => {
    const { connection, serial } = connected();
    serial.choose = () => Promise.resolve(null);
    await connection.choose();
    expect(connection.state).toEqual({ name: 'idle', notice: 'nothing_chosen' });
  });

  it('leaves a port to the other board of the page that has it, says so, and gets it once it is given back', async () => {
    const { connection, source, port } = connected();
    await connection.choose();
    const { connection: second } = connectedTo(source);
    await second.resume();
    expect(second.state).toEqual({ name: 'idle', notice: null });
    await second.choose();
    expect(second.state).toMatchObject({ name: 'failed', code: 'busy_other_board' });
    // Nothing of that reaches the first, also when the second is taken away, or the cable is pulled and put back.
    await second.disconnect();
    expect(connection.state.name).toBe('ready');
    await second.choose();
    port.unplug();
    await until(connection, 'lost');
    port.plug();
    await until(connection, 'ready');
    expect(second.state).toMatchObject({ name: 'failed', code: 'busy_other_board' });
    await connection.disconnect();
    await second.retry();
    expect(second.state.name).toBe('ready');
  });

  it('gives a board that comes back to one of two that lost one of its make; the other goes on waiting', async () => {
    const { connection, source, port, serial } = connected();
    await connection.choose();
    const another = new FakeSerialPort({ onBytes: () => undefined }, { usbVendorId: 0x2341, usbProductId: 0x43 });
    serial.choose = () => Promise.resolve(another);
    const { connection: second } = connectedTo(source);
    await second.choose();
    port.unplug();
    another.unplug();
    await until(connection, 'lost');
    await until(second, 'lost');
    another.plug();
    await until(connection, 'ready');
    expect(second.state).toMatchObject({ code: 'board_lost' });
    port.plug();
    await until(second, 'ready');
  });

  it('says who has the port: another tab, another program, or on Linux perhaps nobody', async () => {
    const code = async (setup: Setup): Promise<unknown> => {
      const { connection, port } = connected(setup);
      port.busy = true;
      await connection.choose();
      const { state } = connection;
      return state.name === 'failed' ? state.code : state.name;
    };
    expect(await code({ heldElsewhere: true, system: 'linux' })).toBe('busy_other_tab');
    expect(await code({ system: 'other' })).toBe('busy_other_program');
    expect(await code({ system: 'linux' })).toBe('busy_or_no_rights_linux');
  });

  it('tries the same port again', async () => {
    const { connection, port } = connected();
    port.busy = true;
    await connection.choose();
    port.busy = false;
    await connection.retry();
    expect(connection.state.name).toBe('ready');
  });

  it('puts missing firmware right at one word, and is ready then', async () => {
    const greetings: Greeting<string>[] = [{ kind: 'needs-firmware', gap: 'missing' }, READY];
    const { connection, names, mended } = connected({ greet: () => Promise.resolve(greetings.shift() ?? READY) });
    await connection.choose();
    expect(connection.state).toEqual({ name: 'needs-firmware', gap: 'missing' });
    await connection.putRight();
    expect(mended).toEqual([true]);
    expect(names.slice(3)).toEqual(['needs-firmware', 'flashing-firmware', 'flashing-firmware', 'hello', 'ready']);
  });

  it('leaves the session for an upload, tells its progress, and greets the board again', async () => {
    const { connection, left, names } = connected({
      upload: (_, program, { onProgress }) => {
        expect(program).toBe('a program');
        onProgress(0.5);
        return Promise.resolve();
      },
    });
    await connection.choose();
    expect(await connection.upload('a program')).toBe(true);
    expect(left).toEqual(['a session']);
    expect(names.slice(4)).toEqual(['uploading', 'uploading', 'hello', 'ready']);
  });

  it('names what went wrong in an upload', async () => {
    const { connection } = connected({
      upload: () => Promise.reject(new FlashError('flash-verify-failed', { address: 0x4000 })),
    });
    await connection.choose();
    expect(await connection.upload('a program')).toBe(false);
    expect(connection.state).toEqual({ name: 'failed', code: 'upload_not_kept', details: { address: 0x4000 } });
  });

  it('notices a cable pulled in mid-upload, and goes on by itself once it is back', async () => {
    const { connection, port } = connected({
      upload: async ({ transport }, _, { signal }) => {
        for (;;) await transport.read({ signal });
      },
    });
    await connection.choose();
    const upload = connection.upload('a program');
    await until(connection, 'uploading');
    port.unplug();
    expect(await upload).toBe(false);
    expect(connection.state).toEqual({ name: 'lost', code: 'board_lost_uploading' });
    port.plug();
    await until(connection, 'ready');
  });

  it('opens a board anew that fell silent', async () => {
    const { connection, ended, names } = connected();
    await connection.choose();
    ended[0]?.();
    await until(connection, 'lost');
    await until(connection, 'ready');
    expect(names.slice(4)).toEqual(['lost', 'opening', 'hello', 'ready']);
  });

  it('gives the port back when something failed or another board was not chosen, and tries again when it is plugged in', async () => {
    const { connection, port, serial } = connected({ upload: () => Promise.reject(new FlashError('flash-unsteady')) });
    await connection.choose();
    await connection.upload('a program');
    expect(connection.state.name).toBe('failed');
    expect(port.readable).toBeNull();
    port.unplug();
    port.plug();
    await until(connection, 'ready');
    await connection.upload('a program');
    serial.choose = () => Promise.resolve(null);
    await connection.choose();
    expect(connection.state.name).toBe('idle');
    expect(port.readable).toBeNull();
  });

  it('stops an upload when it is told to, and does not call that a failure', async () => {
    const { connection } = connected({
      upload: (_, __, { signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
    });
    await connection.choose();
    const upload = connection.upload('a program');
    await until(connection, 'uploading');
    await connection.cancel();
    expect(await upload).toBe(false);
    expect(connection.state.name).toBe('ready');
  });

  it('lets what cannot be stopped go on to its end, and tells of it, before the board is started anew', async () => {
    const end = Promise.withResolvers<void>();
    let tell: (share: number) => void = () => undefined;
    const { connection, port, names } = connected({
      upload: (_, __, { onProgress }) => {
        tell = onProgress;
        return end.promise;
      },
    });
    const pulses: unknown[] = [];
    const setSignals = port.setSignals.bind(port);
    port.setSignals = (signals) => (pulses.push(signals), setSignals(signals));
    await connection.choose();
    void connection.upload('a program');
    await until(connection, 'uploading');
    const cancelled = connection.cancel();
    tell(0.75);
    await new Promise((done) => setTimeout(done, 20));
    expect(connection.state).toEqual({ name: 'uploading', share: 0.75 });
    expect(pulses).toEqual([]);
    end.resolve();
    await cancelled;
    expect(pulses.length).toBe(2);
    expect(names.slice(-2)).toEqual(['hello', 'ready']);
  });

  it('gives the board back only when what is being written has come to its end', async () => {
    const end = Promise.withResolvers<void>();
    const { connection, port } = connected({ upload: () => end.promise });
    await connection.choose();
    void connection.upload('a program');
    await until(connection, 'uploading');
    const disconnected = connection.disconnect();
    await new Promise((done) => setTimeout(done, 20));
    expect(port.readable).not.toBeNull();
    end.resolve();
    await disconnected;
    expect(port.readable).toBeNull();
  });

  it('takes leave of the board before it lets go of it', async () => {
    const signals: AbortSignal[] = [];
    const { connection, left } = connected({ greet: (signal) => (signals.push(signal), Promise.resolve(READY)) });
    await connection.choose();
    await connection.disconnect();
    expect(left).toEqual(['a session']);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  });

  it('comes back at once to a board that is just being given back', async () => {
    const { connection, serial, port } = connected();
    serial.allow(port);
    await connection.resume();
    const disconnected = connection.disconnect();
    await connection.resume();
    await disconnected;
    expect(connection.state.name).toBe('ready');
    expect(port.readable).not.toBeNull();
    expect(await connection.upload('a program')).toBe(true);
    await connection.disconnect();
    expect(port.readable).toBeNull();
  });

  it('goes on with a cable that was only loose for a moment', async () => {
    const { connection, port } = connected();
    await connection.choose();
    port.unplug();
    port.plug();
    await until(connection, 'ready');
  });

  it('says that the board is gone, not that somebody has it, when it is tried with the cable out', async () => {
    const { connection, port } = connected({ system: 'linux' });
    await connection.choose();
    port.unplug();
    await until(connection, 'lost');
    await connection.retry();
    expect(connection.state).toMatchObject({ name: 'failed', code: 'board_lost' });
    port.plug();
    await until(connection, 'ready');
  });

  it('leads on when a board goes away, or may not be used, while it is being chosen', async () => {
    const choosing = async (error: Error): Promise<unknown> => {
      const { connection } = connected({ system: 'linux', request: () => Promise.reject(error) });
      await connection.choose();
      return connection.state.name === 'failed' ? connection.state.code : connection.state.name;
    };
    expect(await choosing(new TransportError('lost'))).toBe('board_lost');
    expect(await choosing(new ConnectError('no_rights'))).toBe('no_rights_linux');
    expect(await choosing(new ConnectError('busy_other_program'))).toBe('busy_or_no_rights_linux');
  });

  it('gives the board back although a greeting is under way', async () => {
    const { connection, port } = connected({ greet: () => new Promise(() => undefined) });
    void connection.choose();
    await until(connection, 'hello');
    await connection.disconnect();
    expect(connection.state.name).toBe('idle');
    expect(port.readable).toBeNull();
  });

  it('says what a board is that was not wanted', async () => {
    const { connection } = connected({
      greet: () => Promise.reject(new ConnectError('wrong_board', { found: 'microbit' })),
    });
    await connection.choose();
    expect(connection.state).toEqual({ name: 'failed', code: 'wrong_board', details: { found: 'microbit' } });
  });
});
