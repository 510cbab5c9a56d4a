import { err, ok, type Result } from '@paperkite/kernel';
import { ProjectError } from '../errors.ts';
import { PROJECT_LIMITS } from '../limits.ts';
import { inflateExactly } from './inflate.ts';

/**
 * A zip archive opened for reading. Nothing is unpacked before it is asked for, and never more than the archive's own
 * directory promised and the limits allow.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3.7 local header, 4.3.12 directory, 4.3.16 end record)
 */
export interface ZipArchive {
  /** Names of the files, `/` between folders. Folders and names that point outside (`..`, absolute) are left out. */
  readonly names: ReadonlySet<string>;
  /** Unpacked size in bytes that the archive promises for a file; it is refused when it turns out otherwise. */
  sizeOf(name: string): number | undefined;
  /** Unpacks one file. Undefined: no such name. Errors: `zip-damaged`, `zip-too-large`. */
  read(name: string): Promise<Result<Uint8Array, ProjectError> | undefined>;
}

interface Entry {
  method: number;
  packedSize: number;
  size: number;
  /** Of the local header. */
  offset: number;
}

const END_RECORD = 0x06054b50;
const DIRECTORY_RECORD = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const [STORED, DEFLATED] = [0, 8];
const ENCRYPTED = 1;

/** Reads the directory of an archive. Errors: `not-a-project-file`, `zip-damaged`, `zip-too-large`, `zip-too-many-entries`. */
export function readZip(bytes: Uint8Array): Result<ZipArchive, ProjectError> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEndRecord(view);
  if (end === undefined) return err(new ProjectError('not-a-project-file'));
  const entries = readDirectory(bytes, view, end);
  if (!entries.ok) return entries;
  let unpacked = 0;
  return ok({
    names: new Set(entries.value.keys()),
    sizeOf: (name) => entries.value.get(name)?.size,
    async read(name) {
      const entry = entries.value.get(name);
      if (!entry) return undefined;
      unpacked += entry.size;
      if (unpacked > PROJECT_LIMITS.unpackedBytes) return err(tooLarge());
      return unpack(bytes, view, entry, name);
    },
  });
}

const tooLarge = () => new ProjectError('zip-too-large', { limit: PROJECT_LIMITS.unpackedBytes });

/** The record stands at the end, before a comment of at most 65,535 bytes. */
function findEndRecord(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--) {
    if (view.getUint32(at, true) === END_RECORD) return at;
  }
  return undefined;
}

function readDirectory(bytes: Uint8Array, view: DataView, end: number): Result<Map<string, Entry>, ProjectError> {
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > PROJECT_LIMITS.zipEntries) {
    return err(new ProjectError('zip-too-many-entries', { limit: PROJECT_LIMITS.zipEntries }));
  }
  const entries = new Map<string, Entry>();
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== DIRECTORY_RECORD) return err(new ProjectError('zip-damaged'));
    const nameLength = view.getUint16(at + 28, true);
    const name = safeName(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)));
    const method = view.getUint16(at + 10, true);
    const readable = (view.getUint16(at + 8, true) & ENCRYPTED) === 0 && (method === STORED || method === DEFLATED);
    if (name !== undefined && readable && !entries.has(name)) {
      const packedSize = view.getUint32(at + 20, true);
      entries.set(name, {
        method,
        packedSize,
        size: view.getUint32(at + 24, true),
        offset: view.getUint32(at + 42, true),
      });
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return ok(entries);
}

function safeName(raw: string): string | undefined {
  const name = raw.replaceAll('\\', '/');
  const parts = name.split('/');
  return name.endsWith('/') || parts.some((part) => part === '..' || part === '') || name.includes(':')
    ? undefined
    : name;
}

async function unpack(
  bytes: Uint8Array,
  view: DataView,
  entry: Entry,
  name: string,
): Promise<Result<Uint8Array, ProjectError>> {
  const damaged = (cause?: unknown) => err(new ProjectError('zip-damaged', { name: name.slice(0, 200) }, { cause }));
  const { offset } = entry;
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL_HEADER) return damaged();
  // The local header repeats name and extra field, with lengths of its own.
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + entry.packedSize > bytes.length) return damaged();
  const packed = bytes.subarray(start, start + entry.packedSize);
  if (entry.method === STORED) return packed.length === entry.size ? ok(packed.slice()) : damaged();
  if (entry.size > PROJECT_LIMITS.unpackedBytes) return err(tooLarge());
  try {
    const unpacked = await inflateExactly(packed, entry.size);
    return unpacked ? ok(unpacked) : damaged();
  } catch (cause) {
    return damaged(cause);
  }
}
