import { Inflate } from 'fflate';

/** Deflate grows data at most 1,032 times: slices of this size keep each step below 17 MB. */
const SLICE = 16_384;
/** Below this many bytes the platform's stream costs more than it saves. */
const SMALL = 100_000;

/**
 * Inflates raw deflate data of which the size is promised; undefined as soon as it turns out to be of another size, so that
 * no more is unpacked than was promised. Throws on data that is not deflate. Large data goes through the platform's own
 * decompression, several times as fast, where there is one.
 */
export async function inflateExactly(packed: Uint8Array, size: number): Promise<Uint8Array | undefined> {
  const native = size > SMALL && typeof DecompressionStream === 'function';
  return native ? inflateNatively(packed, size) : inflateHere(packed, size);
}

/** Collects chunks that must fill a size exactly. */
class Filling {
  readonly bytes: Uint8Array;
  filled = 0;
  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }
  /** Whether the chunk still fitted in. */
  add(chunk: Uint8Array): boolean {
    const fits = this.filled + chunk.length <= this.bytes.length;
    if (fits) this.bytes.set(chunk, this.filled);
    this.filled += chunk.length;
    return fits;
  }
  get full(): boolean {
    return this.filled === this.bytes.length;
  }
}

function inflateHere(packed: Uint8Array, size: number): Uint8Array | undefined {
  const filling = new Filling(size);
  let fits = true;
  const stream = new Inflate((chunk) => (fits &&= filling.add(chunk)));
  for (let at = 0; at < packed.length && fits; at += SLICE) {
    stream.push(packed.subarray(at, at + SLICE), at + SLICE >= packed.length);
  }
  return fits && filling.full ? filling.bytes : undefined;
}

async function inflateNatively(packed: Uint8Array, size: number): Promise<Uint8Array | undefined> {
  const filling = new Filling(size);
  const stream = new DecompressionStream('deflate-raw');
  const writing = feed(stream.writable.getWriter(), packed);
  const reader = stream.readable.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      if (!filling.add(step.value)) return void reader.cancel().catch(() => undefined);
    }
  } catch (error) {
    // Bytes behind the end of the data are an error to some engines and nothing to others.
    if (!filling.full) throw error;
  }
  await writing;
  return filling.full ? filling.bytes : undefined;
}

/** Writes the data in slices; what is wrong with it the reader hears. */
async function feed(writer: WritableStreamDefaultWriter<BufferSource>, packed: Uint8Array): Promise<void> {
  // Said again by every write that fails.
  writer.closed.catch(() => undefined);
  try {
    for (let at = 0; at < packed.length; at += 4 * SLICE) {
      await writer.ready;
      await writer.write(packed.subarray(at, at + 4 * SLICE) as Uint8Array<ArrayBuffer>);
    }
    await writer.close();
  } catch {
    // The reader ends with the same error.
  }
}
