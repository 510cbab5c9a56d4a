import { seededRandom } from '@paperkite/kernel';
import { describe, expect, it } from 'vitest';
import { UNO_FLASH, UNO_PROGRAM_CAPACITY } from '../uno/memory-map.ts';
import { FakeBootloader, type FakeBootloaderOptions } from '../testing/fake-bootloader.ts';
import { FlashError } from './errors.ts';
import { flashFirmware, flashHex, flashProgram } from './flash-uno.ts';

const PROGRAM_START = UNO_FLASH.programStart;
const SECOND_PAGE = PROGRAM_START + UNO_FLASH.pageSize;
const program = Uint8Array.from({ length: 600 }, (_, at) => (at * 13) & 0xff);

async function board(options: FakeBootloaderOptions = {}): Promise<FakeBootloader> {
  const made = new FakeBootloader(options);
  await made.open({ baudRate: 115_200 });
  return made;
}

const failure = async (upload: Promise<unknown>): Promise<unknown> =>
  upload.then(
    () => 'none',
    (error: unknown) => (error instanceof FlashError ? [error.code, error.details] : error),
  );

/** Loses or changes what `which` says, counting replies from 1. */
const atReply = (which: number, change: (reply: Uint8Array) => Uint8Array | null): FakeBootloaderOptions['onWire'] => {
  let count = 0;
  return (reply) => (++count === which ? change(reply) : reply);
};

describe('a board that misbehaves', () => {
  it('is found at the speed of old Nanos, and left at the usual one', async () => {
    const nano = await board({ baudRate: 57_600 });
    expect(await flashProgram(nano, program)).toMatchObject({ baudRate: 57_600, pagesWritten: 5 });
    expect(nano.baudRate).toBe(115_200);
    expect(nano.flash.slice(PROGRAM_START, PROGRAM_START + 600)).toEqual(program);
  });

  it('that never answers is named so', async () => {
    const silent = await board({ onWire: () => null });
    expect(await failure(flashProgram(silent, program))).toEqual(['flash-no-bootloader', {}]);
    expect(silent.baudRate).toBe(115_200);
    expect(silent.written).toEqual([]);
  });

  it('with another chip is left as it is', async () => {
    const mega = await board({ signature: [0x1e, 0x98, 0x01] });
    expect(await failure(flashProgram(mega, program))).toEqual(['flash-wrong-chip', { signature: '1e9801' }]);
    expect(mega.written).toEqual([]);
  });

  it('is not accused for a damaged signature', async () => {
    const noisy = await board({ onWire: atReply(3, (reply) => reply.map((byte, at) => (at === 2 ? byte ^ 4 : byte))) });
    expect(await flashProgram(noisy, program)).toMatchObject({ pagesWritten: 5 });
  });

  it('is heard through what its program says after the reset', async () => {
    const talking = await board({ junk: Uint8Array.of(0x14, 0x20, 0x10, 0x14, 0x14) });
    expect(await flashProgram(talking, program)).toMatchObject({ losses: 0 });
  });

  it('that does not keep a byte is named with its address, after several tries', async () => {
    const worn = await board({ keep: (address, page) => (address === SECOND_PAGE ? page.with(5, 0x77) : page) });
    expect(await failure(flashProgram(worn, program))).toEqual(['flash-verify-failed', { address: SECOND_PAGE + 5 }]);
    expect(worn.written.filter((address) => address === SECOND_PAGE).length).toBe(4);
  });

  it('that kept a page wrong once has it written again', async () => {
    let times = 0;
    const weak = await board({
      keep: (address, page) => (address === SECOND_PAGE && ++times === 1 ? page.with(5, 0x77) : page),
    });
    await flashProgram(weak, program);
    expect(weak.flash.slice(PROGRAM_START, PROGRAM_START + 600)).toEqual(program);
  });

  it('whose answer is lost is asked again from a reset on, and goes on where it was', async () => {
    for (let which = 2; which < 28; which++) {
      const shaky = await board({ onWire: atReply(which, () => null) });
      expect(await flashProgram(shaky, program), `reply ${which}`).toMatchObject({ losses: 1 });
      expect(shaky.flash.slice(PROGRAM_START, PROGRAM_START + 600)).toEqual(program);
      // One page at most is written twice: the one whose confirmation was lost.
      expect(shaky.written.length).toBeLessThanOrEqual(6);
    }
  });

  it('that breaks down again and again is called unsteady', async () => {
    let replies = 0;
    const broken = await board({ onWire: (reply) => (++replies > 4 && reply.length > 5 ? null : reply) });
    expect(await failure(flashProgram(broken, program))).toEqual(['flash-unsteady', {}]);
  });

  it('whose bytes the system lost is begun anew', async () => {
    let once = false;
    const overrun: FakeBootloader = await board({
      onWire: (reply) => {
        if (!once && reply.length > 100) {
          once = true;
          overrun.garble();
        }
        return reply;
      },
    });
    expect(await flashProgram(overrun, program)).toMatchObject({ losses: 1 });
    expect(overrun.flash.slice(PROGRAM_START, PROGRAM_START + 600)).toEqual(program);
  });

  it('never ends up with other bytes than were reported, whatever happens to its answers', async () => {
    const runs = process.env.PAPERKITE_DEEP ? 200 : 20;
    for (let seed = 1; seed <= runs; seed++) {
      const random = seededRandom(seed);
      const damage = (reply: Uint8Array): Uint8Array =>
        Uint8Array.from(
          [...reply].flatMap((byte) => {
            if (random.next() > 0.0015) return [byte];
            return random.next() < 0.5 ? [] : [byte ^ (1 << Math.floor(random.next() * 8))];
          }),
        );
      const noisy = await board({ onWire: damage });
      const outcome = await failure(flashProgram(noisy, program));
      if (outcome !== 'none') expect(outcome, `seed ${seed}`).toEqual(['flash-unsteady', {}]);
      else expect(noisy.flash.slice(PROGRAM_START, PROGRAM_START + 600), `seed ${seed}`).toEqual(program);
    }
  });
});

describe('what does not fit', () => {
  it('is refused before the board is touched', async () => {
    const untouched = await board();
    const at = (address: number, length = 4) => ({ segments: [{ address, bytes: new Uint8Array(length) }] });
    expect(await failure(flashHex(untouched, at(0x7dfe)))).toEqual(['flash-overlaps-bootloader', { address: 0x7e00 }]);
    const beyond = at(UNO_FLASH.firmwareEnd - 2);
    expect(await failure(flashFirmware(untouched, beyond))).toEqual([
      'flash-too-large',
      { bytes: 4, max: UNO_FLASH.firmwareEnd },
    ]);
    const large = new Uint8Array(UNO_PROGRAM_CAPACITY + 1);
    expect(await failure(flashProgram(untouched, large))).toEqual([
      'flash-too-large',
      { bytes: large.length, max: UNO_PROGRAM_CAPACITY },
    ]);
    expect(untouched.resets).toBe(0);
  });

  it('is refused for the larger bootloader of old Nanos as soon as that is known', async () => {
    const nano = await board({ baudRate: 57_600 });
    const image = { segments: [{ address: 0x7800, bytes: new Uint8Array(4) }] };
    expect(await failure(flashHex(nano, image))).toEqual(['flash-overlaps-bootloader', { address: 0x7800 }]);
    expect(nano.written).toEqual([]);
    await flashHex(await board(), image);
  });
});
