import { zipSync } from 'fflate';
import type { Dice } from './dice.ts';

/** Overwrites, moves, repeats or cuts some bytes. */
export function mutateBytes(original: Uint8Array, dice: Dice): Uint8Array {
  const bytes = original.slice();
  dice.some(12, () => (bytes[dice.below(bytes.length)] = dice.below(256)));
  if (dice.oneIn(5)) bytes.copyWithin(dice.below(bytes.length), dice.below(bytes.length), dice.below(bytes.length));
  return dice.oneIn(4) ? bytes.slice(dice.oneIn(4) ? dice.below(bytes.length) : 0, dice.below(bytes.length)) : bytes;
}

/** Files whose names lead elsewhere, archives in archives, the same name twice, folders around everything. */
export function mutateEntries(files: Record<string, Uint8Array>, dice: Dice): Uint8Array {
  const names = Object.keys(files);
  const name = dice.pick(names);
  const changed = { ...files };
  switch (dice.below(6)) {
    case 0:
      delete changed[name];
      changed[
        dice.pick([
          `../../${name}`,
          `/${name}`,
          `C:\\${name}`,
          `a/../${name}`,
          name.toUpperCase(),
          `${name}/`,
          '\ud800',
          'x'.repeat(40_000),
        ])
      ] = files[name]!;
      break;
    case 1:
      return zipSync({ 'project.json': zipSync(files), 'inner.sb3': zipSync(files) });
    case 2:
      return zipSync({ folder: Object.fromEntries(Object.entries(files)) });
    case 3:
      changed[name] = files[dice.pick(names)]!;
      break;
    case 4:
      for (let i = 0; i < 200; i++) changed[`${i}/project.json`] = files['project.json'] ?? new Uint8Array();
      break;
    default:
      changed[name] = dice.pick([
        new Uint8Array(),
        new Uint8Array(3_000_000),
        zipSync(files),
        Uint8Array.from([0xff, 0xfe, 0x00, 0xd8]),
      ]);
  }
  return zipSync(changed, { level: dice.oneIn(2) ? 0 : 6 });
}

/** Numbers of the directory, the local headers and the end record that lie: sizes to 4 GB, places, methods, counts. */
export function mutateDirectory(files: Record<string, Uint8Array>, dice: Dice): Uint8Array {
  const bytes = zipSync(files);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 22;
  const first = view.getUint32(end + 16, true);
  const lie = () =>
    dice.pick([0, 1, 0xffff, 0x7fffffff, 0xffffffff, 0xfffffff0, bytes.length, end, first, dice.below(bytes.length)]);
  dice.some(3, () => {
    let at = first;
    for (let skip = dice.below(4); skip > 0 && at + 46 < end; skip--) {
      at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    if (at + 46 > end) at = first;
    switch (dice.below(5)) {
      case 0:
        return view.setUint32(at + dice.pick([20, 24, 42, 16]), lie(), true);
      case 1:
        return view.setUint16(at + dice.pick([8, 10, 28, 30, 32]), lie() & 0xffff, true);
      case 2:
        return view.setUint16(end + dice.pick([8, 10, 20]), lie() & 0xffff, true);
      case 3:
        return view.setUint32(end + dice.pick([12, 16]), lie(), true);
      default:
        return view.setUint16(Math.min(lie(), bytes.length - 2), lie() & 0xffff, true);
    }
  });
  return bytes;
}
