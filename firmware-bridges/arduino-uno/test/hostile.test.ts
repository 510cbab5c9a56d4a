import { openLink } from '@paperkite/boards';
import { sealUnoImage, UNO_IMAGE, UNO_INSTRUCTIONS, UNO_OPERAND_BYTES, unoCodeStart } from '@paperkite/boards/uno';
import { simulatorTransport, type UnoBoard } from '@paperkite/simulators';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardWithImage, listen, say, script, run } from './machine.ts';

/** Opens the link to a board that runs whatever it runs, and asks it to do something. */
async function answers(board: UnoBoard): Promise<boolean> {
  const transport = simulatorTransport(board);
  await transport.open({ baudRate: 115200 });
  const link = await openLink(transport, { helloMs: 2000 });
  try {
    return link.hello.board === 'arduino-uno' && typeof (await link.digitalRead('D2')) === 'boolean';
  } finally {
    await link.close();
    await transport.close();
  }
}

/** Code of real instructions with operands of any value, and of bytes that mean nothing. */
const hostileCode = fc
  .array(
    fc.oneof(
      {
        weight: 9,
        arbitrary: fc.nat(UNO_INSTRUCTIONS.length - 1).chain((opcode) => {
          const bytes = UNO_INSTRUCTIONS[opcode]?.operands.reduce((sum, kind) => sum + UNO_OPERAND_BYTES[kind], 0) ?? 0;
          return fc
            .array(fc.oneof(fc.nat(30), fc.nat(255)), { minLength: bytes, maxLength: bytes })
            .map((operands) => [opcode, ...operands]);
        }),
      },
      { weight: 1, arbitrary: fc.array(fc.nat(255), { minLength: 1, maxLength: 4 }) },
    ),
    { minLength: 5, maxLength: 200 },
  )
  .map((instructions) => instructions.flat());

const hostileImage = fc
  .record({
    code: hostileCode,
    hats: fc.array(fc.record({ kind: fc.nat(5), parameter: fc.nat(21), stack: fc.nat(30), entry: fc.nat(400) }), {
      minLength: 1,
      maxLength: 6,
    }),
    globals: fc.nat(10),
    lists: fc.array(fc.tuple(fc.nat(20), fc.nat(8), fc.nat(600)), { maxLength: 3 }),
    strip: fc.nat(30),
  })
  .map(({ code, hats, globals, lists, strip }) => {
    const start = unoCodeStart(hats.length, globals, lists.length);
    const image = new Uint8Array(start + code.length + UNO_IMAGE.tailBytes);
    const view = new DataView(image.buffer);
    view.setUint32(0, UNO_IMAGE.magic, true);
    image.set([UNO_IMAGE.format, hats.length, globals, lists.length, strip], 10);
    hats.forEach(({ kind, parameter, stack, entry }, index) => {
      const at = UNO_IMAGE.headerBytes + index * UNO_IMAGE.hatBytes;
      // Most begin somewhere in the code, so that something happens.
      image.set([kind > 4 ? 0 : kind, parameter, stack], at);
      view.setUint16(at + 3, start + (entry % (code.length + 20)), true);
    });
    lists.forEach(([capacity, length, offset], index) => {
      const at = start - (lists.length - index) * UNO_IMAGE.listBytes;
      image.set([capacity, length], at);
      view.setUint16(at + 2, offset, true);
    });
    image.set(code, start);
    sealUnoImage(image);
    return image;
  });

describe('an image that nobody made', () => {
  it(
    'neither hangs the board nor silences the link, whatever it does',
    async () => {
      await fc.assert(
        fc.asyncProperty(hostileImage, async (image) => {
          const board = boardWithImage(image);
          board.runFor(20_000);
          expect(await answers(board)).toBe(true);
          board.stop();
        }),
        { numRuns: process.env.PAPERKITE_DEEP ? 1000 : 12 },
      );
    },
    process.env.PAPERKITE_DEEP ? 1_800_000 : 180_000,
  );

  it('does not run when a byte of it is wrong, and the board still answers', async () => {
    const program = script(say('never'));
    expect(run(program)).toBe('never');
    const damaged = boardWithImage(new Uint8Array(200).fill(0x50));
    const heard = listen(damaged);
    damaged.runFor(20_000);
    expect(heard.text).toBe('');
    expect(await answers(damaged)).toBe(true);
  });
});
