import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFromFrame, decodeFromWorker, decodeToFrame, decodeToWorker, type FromFrame } from './protocol.ts';

const runs = process.env.PAPERKITE_DEEP ? 100_000 : 2_000;
const decoders = { decodeFromFrame, decodeFromWorker, decodeToFrame, decodeToWorker };

/** Something like a message: known types and field names with values of any kind. */
const nearly = fc
  .record({
    type: fc.constantFrom(
      'said',
      'question',
      'monitors',
      'pong',
      'picture',
      'load',
      'raster',
      'pointer',
      'moved',
      'scripts',
      'placements',
      'place',
    ),
    fields: fc.dictionary(
      fc.constantFrom(
        'target',
        'name',
        'clone',
        'kind',
        'text',
        'changes',
        'serial',
        'bytes',
        'x',
        'y',
        'down',
        'running',
        'sprites',
      ),
      fc.anything(),
    ),
  })
  .map(({ type, fields }) => ({ type, ...fields }));

describe.each(Object.entries(decoders))('%s', (_name, decode) => {
  it('answers a message or null for any value, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything({ withNullPrototype: true, withTypedArray: true }), nearly), (value) => {
        const message = decode(value);
        expect(message === null || typeof message.type === 'string').toBe(true);
      }),
      { numRuns: runs },
    );
  });

  it('survives values that fight back', () => {
    const trap = new Proxy({}, { get: () => { throw new Error('trap'); } }); // prettier-ignore
    const deep: unknown[] = [];
    let at = deep;
    for (let i = 0; i < 100_000; i++) at.push((at = []));
    for (const value of [trap, { type: 'said', text: trap }, { type: '__proto__' }, { type: 'constructor' }, deep]) {
      expect(decode(value)).toBeNull();
    }
  });
});

describe('decodeFromFrame', () => {
  const messages: FromFrame[] = [
    { type: 'said', target: 'a', name: '小猫', clone: false, kind: 'say', text: '你好' },
    { type: 'question', target: null, text: null },
    { type: 'scripts', running: [{ target: 'a', block: 'b' }] },
    { type: 'moved', target: 'a', x: 1.5, y: -2 },
    { type: 'pong', serial: 3 },
    {
      type: 'placements',
      sprites: [{ target: 'a', x: 1.5, y: -2, direction: 90, size: 100, visible: true, costume: 0 }],
    },
  ];

  it('lets messages through as they are', () => {
    for (const message of messages) expect(decodeFromFrame(structuredClone(message))).toEqual(message);
  });

  it('drops what a sender added, and whatever has a wrong field', () => {
    expect(decodeFromFrame({ ...messages[4]!, html: '<b>' })).toEqual(messages[4]);
    expect(decodeFromFrame({ ...messages[0]!, text: 'x'.repeat(10_001) })).toBeNull();
    expect(decodeFromFrame({ ...messages[3]!, x: Number.NaN })).toBeNull();
    expect(decodeFromFrame({ ...messages[4]!, serial: -1 })).toBeNull();
    expect(decodeFromFrame({ type: 'terminate' })).toBeNull();
  });

  it('shows monitors with numbers that are none, and cuts nothing else', () => {
    const monitor = {
      opcode: 'data_variable',
      mode: 'default',
      params: { VARIABLE: 'x' },
      target: null,
      x: 5,
      y: 5,
      width: 0,
      height: 0,
    };
    const message = { type: 'monitors', changes: [{ id: 'm', monitor, visible: true, value: Number.NaN }] };
    expect(decodeFromFrame(message)).toEqual({
      ...message,
      changes: [{ ...message.changes[0], monitor: { ...monitor, sliderMin: null, sliderMax: null } }],
    });
    // The frame passes on what it decoded; the page decodes it again.
    expect(decodeFromFrame(decodeFromFrame(message))).toEqual(decodeFromFrame(message));
    const list = { type: 'monitors', changes: [{ id: 'm', monitor, visible: true, value: ['a', 1, true] }] };
    expect(decodeFromFrame(list)).toMatchObject(list);
  });
});
