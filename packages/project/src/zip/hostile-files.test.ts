import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { PATIENCE, runs } from '../../test/arbitrary-project.ts';
import { sb2File } from '../../test/sb2-file.ts';
import { readKite } from '../kite/read-kite.ts';
import { readProjectFile } from '../read-project-file.ts';
import { importSb3 } from '../sb3/import-sb3.ts';
import { readZip } from './read-zip.ts';

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`../../test/fixtures/${name}`, import.meta.url)));
const SB3 = fixture('kite-flyer.sb3');
const KITE = fixture('format-1.kite');
const SB2 = sb2File({
  stage: { variables: [{ name: 'n', value: 1 }], lists: [{ listName: 'l', contents: [1], visible: true }] },
  children: [{ target: 'Stage', cmd: 'getVar:', param: 'n', mode: 3 }],
  sprite: { scriptComments: [[1, 2, 3, 4, true, 1, 'why']] },
  scripts: [
    [
      1,
      2,
      [
        ['whenGreenFlag'],
        ['doIfElse', ['=', ['readVariable', 'n'], 1], [['call', 'go %n %b', 1, ['not', false]]], null],
      ],
    ],
    [
      1,
      99,
      [
        ['procDef', 'go %n %b', ['a', 'b'], [1, false], true],
        ['broadcast:', 'x'],
        ['penColor:', 255],
      ],
    ],
  ],
});

/** Neither throws nor hangs: a Result within the test's patience. */
async function staysCalm(bytes: Uint8Array): Promise<void> {
  for (const read of [importSb3, readKite, readProjectFile]) {
    const result = await read(bytes);
    if (!result.ok) expect(result.error.code).toMatch(/^[a-z-]+$/);
  }
}

/** Overwrites some bytes, and cuts the file. */
const damaged = (original: Uint8Array) =>
  fc
    .record({
      patches: fc.array(fc.tuple(fc.nat(original.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
      cut: fc.option(fc.nat(original.length), { freq: 4, nil: original.length }),
    })
    .map(({ patches, cut }) => {
      const bytes = original.slice();
      for (const [at, value] of patches) bytes[at] = value;
      return bytes.slice(0, cut);
    });

/** The file's JSON with pieces of its text replaced, in a sound archive. */
const jsonDamaged = (original: Uint8Array) => {
  const files = unzipSync(original);
  const json = new TextDecoder().decode(files['project.json']);
  const tokens = json.match(/"(?:[^"\\]|\\.)*"|[^"]/g) ?? [];
  const token = fc.oneof(
    fc.nat(tokens.length - 1).map((at) => tokens[at]!),
    fc.constantFrom('null', '""', '[]', '{}', '-1e308', '"__proto__"'),
  );
  return fc.array(fc.tuple(fc.nat(tokens.length - 1), token), { maxLength: 6 }).map((patches) => {
    const changed = [...tokens];
    for (const [at, text] of patches) changed[at] = text;
    return zipSync({ ...files, 'project.json': strToU8(changed.join('')) }, { level: 0 });
  });
};

describe('files damaged at random', () => {
  it.each([
    ['bytes of a .sb3', damaged(SB3)],
    ['bytes of a .kite', damaged(KITE)],
    ['JSON of a .sb3', jsonDamaged(SB3)],
    ['JSON of a .kite', jsonDamaged(KITE)],
    ['JSON of a .sb2', jsonDamaged(SB2)],
    ['no file at all', fc.uint8Array({ maxLength: 200 })],
  ])(
    '%s: end in a result',
    async (_, files) => {
      await fc.assert(fc.asyncProperty(files, staysCalm), runs(10_000, 300));
    },
    PATIENCE,
  );
});

describe('archives made to harm', () => {
  /** A sound archive of one file with some numbers of its directory changed. */
  const forged = (fields: { size?: number; packedSize?: number; offset?: number; count?: number; name?: string }) => {
    const bytes = zipSync({ [fields.name ?? 'project.json']: strToU8('{}'.padEnd(5000)) });
    const view = new DataView(bytes.buffer);
    const end = bytes.length - 22;
    const directory = view.getUint32(end + 16, true);
    if (fields.size !== undefined) view.setUint32(directory + 24, fields.size, true);
    if (fields.packedSize !== undefined) view.setUint32(directory + 20, fields.packedSize, true);
    if (fields.offset !== undefined) view.setUint32(directory + 42, fields.offset, true);
    if (fields.count !== undefined) view.setUint16(end + 10, fields.count, true);
    return bytes;
  };
  const readFirst = async (bytes: Uint8Array) => {
    const archive = readZip(bytes);
    if (!archive.ok) return archive.error.code;
    const content = await archive.value.read('project.json');
    if (!content) return 'absent';
    return content.ok ? 'ok' : content.error.code;
  };

  it.each<[string, Parameters<typeof forged>[0], string]>([
    ['none', {}, 'ok'],
    ['more inside than promised', { size: 100 }, 'zip-damaged'],
    ['less inside than promised', { size: 50_000 }, 'zip-damaged'],
    ['four gigabytes promised', { size: 0xffffffff }, 'zip-too-large'],
    ['data beyond the end', { packedSize: 1_000_000 }, 'zip-damaged'],
    ['a file beyond the end', { offset: 0xfffffff0 }, 'zip-damaged'],
    ['more entries than there are', { count: 9 }, 'zip-damaged'],
    ['very many entries', { count: 65_535 }, 'zip-too-many-entries'],
    ['a name that climbs out', { name: '../../project.json' }, 'absent'],
    ['a name from the root', { name: '/project.json' }, 'absent'],
    ['a name on a drive', { name: 'C:\\project.json' }, 'absent'],
  ])('%s', async (_, fields, code) => {
    expect(await readFirst(forged(fields))).toBe(code);
  });

  it('may promise small files that are read again and again: the sum counts', async () => {
    const archive = readZip(zipSync({ a: new Uint8Array(40_000_000) }));
    const codes: string[] = [];
    for (let i = 0; i < 8; i++) {
      const read = archive.ok ? await archive.value.read('a') : undefined;
      codes.push(!read || read.ok ? 'ok' : read.error.code);
    }
    expect(codes.at(0)).toBe('ok');
    expect(codes.at(-1)).toBe('zip-too-large');
  });
});
