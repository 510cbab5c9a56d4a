import { zipSync, type Zippable } from 'fflate';

/** Already packed by their own format: deflating them again only costs time. */
const PACKED = /\.(png|jpg|gif|mp3|ogg)$/;

/**
 * Packs files into a zip archive. Names in order, one fixed time for all: equal files give equal bytes, wherever and
 * whenever they are packed.
 */
export function writeZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const entries: Zippable = {};
  for (const name of [...files.keys()].sort()) {
    entries[name] = [files.get(name)!, { level: PACKED.test(name) ? 0 : 6 }];
  }
  // The format keeps local time without a zone; fflate reads it from the date in the local zone, too.
  return zipSync(entries, { mtime: new Date(1980, 0, 1) });
}
