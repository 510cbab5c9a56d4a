import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { UnoBoard } from '../uno/uno-board.ts';
import { UnoServer } from './uno-server.ts';

const BOOTLOADER = readFileSync(
  new URL('../../../../firmware-bridges/arduino-uno/bootloader/paperkite-bootloader.hex', import.meta.url),
  'utf8',
);
const GET_SYNC = Uint8Array.of(0x30, 0x20);
const GET_SIGNATURE = Uint8Array.of(0x75, 0x20);
const IN_STEP = [0x14, 0x10];
const SIGNATURE = [0x14, 0x1e, 0x95, 0x0f, 0x10];

let server: UnoServer | undefined;
let host: Socket | undefined;
afterEach(async () => {
  host?.destroy();
  await server?.close();
});

/** A host at a board in lock-step; `heard` grows while `bytes` of it are waited for. */
async function hostInLockStep() {
  server = await UnoServer.start(new UnoBoard({ bootloader: BOOTLOADER }), { port: 0, lockstep: true });
  const socket = connect(server.port, '127.0.0.1');
  host = socket;
  await once(socket, 'connect');
  const heard: number[] = [];
  socket.on('data', (bytes) => heard.push(...bytes));
  const hear = async (count: number): Promise<number[]> => {
    while (heard.length < count) await once(socket, 'data');
    return heard.splice(0);
  };
  return { socket, hear };
}

it('answers once what the host asked several times before it could hear an answer', async () => {
  const { socket, hear } = await hostInLockStep();
  for (let i = 0; i < 3; i++) socket.write(GET_SYNC);
  expect(await hear(2)).toEqual(IN_STEP);
  socket.write(GET_SIGNATURE);
  expect(await hear(5)).toEqual(SIGNATURE);
});

it('answers each question that comes after an answer', async () => {
  const { socket, hear } = await hostInLockStep();
  for (let i = 0; i < 3; i++) {
    socket.write(GET_SYNC);
    expect(await hear(2)).toEqual(IN_STEP);
  }
});

it('hears a request behind the question, too', async () => {
  const { socket, hear } = await hostInLockStep();
  socket.write(GET_SYNC);
  socket.write(GET_SIGNATURE);
  expect(await hear(7)).toEqual([...IN_STEP, ...SIGNATURE]);
});
