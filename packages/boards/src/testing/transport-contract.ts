import { describe, expect, it, onTestFinished } from 'vitest';
import { TransportError, type TransportErrorCode } from '../transport/errors.ts';
import type { BoardTransport } from '../transport/transport.ts';

/** A transport and what the suite must be able to do at its far end. */
export interface TransportPair {
  /** Not opened yet. */
  readonly transport: BoardTransport;
  readonly device: {
    /** The board says these bytes now. */
    send(bytes: Uint8Array): void;
    /** All bytes that have reached the board so far. */
    received(): Uint8Array;
    /** How often DTR or RTS reset it so far. */
    resets(): number;
    /** Pulls the cable. */
    unplug(): void;
    /** Puts it back; the transport stays as it is until it is opened. */
    plug(): void;
    /** With true, the system takes no bytes from now on. Leave it out where nothing can stall. */
    stall?(on: boolean): void;
    /** The system loses incoming bytes once. Leave it out where nothing can be lost. */
    garble?(): void;
  };
  /** Ends what the pair started. */
  dispose?(): void | Promise<void>;
}

const BAUD = { baudRate: 115_200 };

/** What every `BoardTransport` keeps to. Run it from a test file: `testTransportContract('Web Serial', () => pair)`. */
export function testTransportContract(name: string, makePair: () => TransportPair | Promise<TransportPair>): void {
  const pair = async (open = true): Promise<TransportPair> => {
    const made = await makePair();
    onTestFinished(async () => {
      await made.transport.close();
      await made.dispose?.();
    });
    if (open) await made.transport.open(BAUD);
    return made;
  };

  describe(`${name} keeps the contract of a board transport`, () => {
    it('is closed until it is opened, and refuses to be used', async () => {
      const { transport } = await pair(false);
      expect(transport.state).toBe('closed');
      await expectCode(transport.read(), 'not-open');
      await expectCode(transport.write(Uint8Array.of(1)), 'not-open');
      await expectCode(transport.reset(), 'not-open');
      await expectCode(transport.setBaudRate(9600), 'not-open');
      await transport.close();
    });

    it('opens once at a time', async () => {
      const { transport } = await pair();
      expect(transport.state).toBe('open');
      await expectCode(transport.open(BAUD), 'already-open');
      expect(transport.state).toBe('open');
    });

    it('carries every byte value unchanged and in order to the board', async () => {
      const { transport, device } = await pair();
      const bytes = pattern(1500);
      await transport.write(bytes.subarray(0, 700));
      await transport.write(bytes.subarray(700));
      await waitUntil(transport, () => device.received().length >= bytes.length);
      expect(device.received()).toEqual(bytes);
    });

    it('lets the caller reuse what was written', async () => {
      const { transport, device } = await pair();
      const bytes = Uint8Array.of(1, 2, 3);
      await transport.write(bytes);
      bytes.fill(9);
      await waitUntil(transport, () => device.received().length >= 3);
      expect([...device.received()]).toEqual([1, 2, 3]);
    });

    it('carries every byte value unchanged and in order from the board', async () => {
      const { transport, device } = await pair();
      const bytes = pattern(1500);
      for (let at = 0; at < bytes.length; at += 64) device.send(bytes.subarray(at, at + 64));
      expect(await readBytes(transport, bytes.length)).toEqual(bytes);
    });

    it('waits for bytes, and gives at least one', async () => {
      const { transport, device } = await pair();
      const read = transport.read();
      await transport.clock.wait(5);
      device.send(Uint8Array.of(7));
      expect([...(await read)]).toEqual([7]);
    });

    it('loses nothing when a read is aborted', async () => {
      const { transport, device } = await pair();
      const stop = new AbortController();
      const reason = new Error('enough');
      const read = transport.read({ signal: stop.signal });
      stop.abort(reason);
      await expect(read).rejects.toBe(reason);
      await expect(transport.read({ signal: stop.signal })).rejects.toBe(reason);
      device.send(Uint8Array.of(1, 2));
      expect([...(await readBytes(transport, 2))]).toEqual([1, 2]);
    });

    it('has one reader at a time', async () => {
      const { transport, device } = await pair();
      const read = transport.read();
      await expectCode(transport.read(), 'reader-busy');
      device.send(Uint8Array.of(5));
      expect([...(await read)]).toEqual([5]);
    });

    it('refuses a write and a reset whose signal is aborted already', async () => {
      const { transport, device } = await pair();
      const reason = new Error('never mind');
      const signal = AbortSignal.abort(reason);
      const before = device.resets();
      await expect(transport.write(Uint8Array.of(1), { signal })).rejects.toBe(reason);
      await expect(transport.reset({ signal })).rejects.toBe(reason);
      await transport.clock.wait(20);
      expect(device.received().length).toBe(0);
      expect(device.resets()).toBe(before);
    });

    it('resets the board once, and forgets what it said before', async () => {
      const { transport, device } = await pair();
      const before = device.resets();
      device.send(Uint8Array.of(1, 2, 3));
      await transport.clock.wait(20);
      await transport.reset();
      expect(device.resets()).toBe(before + 1);
      device.send(Uint8Array.of(4));
      expect([...(await transport.read())]).toEqual([4]);
    });

    it('goes on at another speed, without what was unread', async () => {
      const { transport, device } = await pair();
      device.send(Uint8Array.of(1, 2, 3));
      await transport.clock.wait(20);
      await transport.setBaudRate(57_600);
      expect(transport.state).toBe('open');
      const had = device.received().length;
      await transport.write(Uint8Array.of(8));
      await waitUntil(transport, () => device.received().length > had);
      device.send(Uint8Array.of(9));
      expect([...(await transport.read())]).toEqual([9]);
    });

    it('ends a waiting read when it is closed, closes twice, opens again, and calls none of it a loss', async () => {
      const { transport, device } = await pair();
      let losses = 0;
      transport.onLost(() => losses++);
      const read = transport.read();
      const ended = expectCode(read, 'not-open');
      await transport.close();
      await ended;
      await transport.close();
      expect(transport.state).toBe('closed');
      await expectCode(transport.write(Uint8Array.of(1)), 'not-open');
      await transport.open(BAUD);
      device.send(Uint8Array.of(3));
      expect([...(await transport.read())]).toEqual([3]);
      expect(losses).toBe(0);
    });

    it('opens again although it has only begun to close', async () => {
      const { transport, device } = await pair();
      const closed = transport.close();
      await transport.open(BAUD);
      await closed;
      expect(transport.state).toBe('open');
      device.send(Uint8Array.of(4));
      expect([...(await transport.read())]).toEqual([4]);
    });

    it('is closed in the end when it is closed while it opens or changes its speed, and opens again', async () => {
      const { transport, device } = await pair(false);
      let losses = 0;
      transport.onLost(() => losses++);
      for (const begin of [() => transport.open(BAUD), () => transport.setBaudRate(57_600)]) {
        const begun = settled(begin());
        await transport.close();
        expect(['done', 'not-open']).toContain(await begun);
        expect(transport.state).toBe('closed');
        const overtaken = settled(transport.open(BAUD));
        void transport.close();
        await transport.open(BAUD);
        expect(['done', 'not-open']).toContain(await overtaken);
        expect(transport.state).toBe('open');
        device.send(Uint8Array.of(5));
        expect([...(await transport.read())]).toEqual([5]);
      }
      expect(losses).toBe(0);
    });

    it('is lost when the cable is pulled while its speed changes', async () => {
      const { transport, device } = await pair();
      const losses: TransportErrorCode[] = [];
      transport.onLost((error) => losses.push(error.code));
      const changed = settled(transport.setBaudRate(57_600));
      device.unplug();
      expect(['done', 'lost']).toContain(await changed);
      await waitUntil(transport, () => transport.state === 'lost');
      expect(losses).toEqual(['lost']);
    });

    it('tells once that the cable was pulled, and to whoever waits', async () => {
      const { transport, device } = await pair();
      const losses: TransportErrorCode[] = [];
      transport.onLost((error) => losses.push(error.code));
      const stopped = transport.onLost(() => losses.push('not-open'));
      stopped();
      const ended = expectCode(transport.read(), 'lost');
      await transport.clock.wait(5);
      device.unplug();
      await ended;
      expect(transport.state).toBe('lost');
      await expectCode(transport.write(Uint8Array.of(1)), 'lost');
      await expectCode(transport.reset(), 'lost');
      await expectCode(transport.setBaudRate(9600), 'lost');
      await expectCode(transport.read(), 'lost');
      expect(losses).toEqual(['lost']);
      await transport.close();
      expect(transport.state).toBe('closed');
      expect(losses).toEqual(['lost']);
    });

    it('still gives what had arrived before the cable was pulled', async () => {
      const { transport, device } = await pair();
      device.send(Uint8Array.of(1, 2, 3));
      await transport.clock.wait(20);
      device.unplug();
      expect([...(await readBytes(transport, 3))]).toEqual([1, 2, 3]);
      await expectCode(transport.read(), 'lost');
    });

    it('ends a reset when the cable is pulled in it', async () => {
      const { transport, device } = await pair();
      const ended = expectCode(transport.reset(), 'lost');
      device.unplug();
      await ended;
    });

    it('opens again once the cable is back, not before, and hears of the next loss', async () => {
      const { transport, device } = await pair();
      let losses = 0;
      transport.onLost(() => losses++);
      device.unplug();
      await waitUntil(transport, () => transport.state === 'lost');
      const refused = await transport.open(BAUD).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(TransportError);
      expect(['lost', 'open-failed']).toContain((refused as TransportError).code);
      device.plug();
      await transport.open(BAUD);
      device.send(Uint8Array.of(6));
      expect([...(await transport.read())]).toEqual([6]);
      device.unplug();
      await waitUntil(transport, () => transport.state === 'lost');
      expect(losses).toBe(2);
    });

    it('stops a write that the system does not take, or says so when that is all it can', async ({ skip }) => {
      const { transport, device } = await pair();
      if (device.stall === undefined) skip();
      device.stall?.(true);
      const stop = new AbortController();
      const reason = new Error('too slow');
      const written = transport.write(pattern(8000), { signal: stop.signal });
      const ended = expect(written).rejects.toBe(reason);
      await transport.clock.wait(5);
      stop.abort(reason);
      await ended;
      device.stall?.(false);
      const mark = Uint8Array.of(0xa5);
      await transport.write(mark);
      await waitUntil(transport, () => device.received().at(-1) === 0xa5);
    });

    it('tells that bytes were lost on the way, once, and goes on', async ({ skip }) => {
      const { transport, device } = await pair();
      if (device.garble === undefined) skip();
      device.garble?.();
      await expectCode(transport.read(), 'garbled');
      device.send(Uint8Array.of(2));
      expect([...(await transport.read())]).toEqual([2]);
    });
  });
}

const pattern = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => (at * 7 + (at >> 8)) & 0xff);

const settled = (promise: Promise<void>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof TransportError ? error.code : String(error)),
  );

async function expectCode(promise: Promise<unknown>, code: TransportErrorCode): Promise<void> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TransportError);
  expect((error as TransportError).code).toBe(code);
}

async function readBytes(transport: BoardTransport, count: number): Promise<Uint8Array> {
  const all: number[] = [];
  while (all.length < count) all.push(...(await transport.read()));
  return Uint8Array.from(all);
}

/** Waits on the board's own clock, so that a simulator in lock-step gets on. */
async function waitUntil(transport: BoardTransport, condition: () => boolean): Promise<void> {
  for (let round = 0; round < 500 && !condition(); round++) await transport.clock.wait(5);
  expect(condition()).toBe(true);
}
