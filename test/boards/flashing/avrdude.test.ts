import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { flashHex, writeIntelHex, type HexImage } from '@paperkite/boards';
import { seededRandom } from '@paperkite/kernel';
import { simulatorTransport, UnoBoard } from '@paperkite/simulators';
import { UnoServer } from '@paperkite/simulators/server';
import { testedBootloaders } from './bootloaders.ts';

const UPLOADS = process.env.PAPERKITE_DEEP ? 50 : 2;
const SEED = 41;
const hasAvrdude = spawnSync('avrdude', ['-?']).error === undefined;
const folder = mkdtempSync(join(tmpdir(), 'paperkite-avrdude-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** Flashes and verifies as Arduino's own program does. */
async function avrdude(port: number, file: string): Promise<void> {
  const child = spawn(
    'avrdude',
    ['-c', 'arduino', '-p', 'm328p', '-P', `net:localhost:${port}`, '-D', '-U', `flash:w:${file}:i`],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  expect(code, said).toBe(0);
}

describe.runIf(hasAvrdude).each(testedBootloaders)('through $name', { timeout: 1_800_000 }, ({ hex }) => {
  it(`our flasher leaves the very flash that avrdude leaves, ${UPLOADS} times`, async () => {
    const random = seededRandom(SEED);
    const theirs = new UnoBoard({ bootloader: hex });
    const ours = new UnoBoard({ bootloader: hex });
    const server = await UnoServer.start(theirs, { port: 0, lockstep: true });
    const transport = simulatorTransport(ours);
    await transport.open({ baudRate: 115_200 });
    try {
      for (let upload = 0; upload < UPLOADS; upload++) {
        // Whole pages: of a last page that is not full avrdude keeps what was there, and we do not.
        const length = 128 * (2 + Math.floor(random.next() * 20));
        const bytes = Uint8Array.from({ length }, () => Math.floor(random.next() * 256));
        const image: HexImage = { segments: [{ address: 0, bytes }] };
        const file = join(folder, `upload-${upload}.hex`);
        writeFileSync(file, writeIntelHex(image));
        await avrdude(server.port, file);
        await flashHex(transport, image);
        expect(ours.flash, `seed ${SEED}, upload ${upload}`).toEqual(theirs.flash);
      }
    } finally {
      await server.close();
    }
  });
});
