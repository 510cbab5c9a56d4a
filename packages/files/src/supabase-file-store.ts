import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { err, isUuid, newUuid, ok, type Result } from '@paperkite/kernel';
import { createClient } from '@supabase/supabase-js';
import { asFilesError, checked, checkExpected } from './checked-content.ts';
import { FilesError } from './errors.ts';
import { DEFAULT_MAX_BYTES, isSha256, type DirectUploads, type ExpectedFile, type FileStore } from './file-store.ts';

export interface SupabaseFilesOptions {
  /** The project's address, `https://<ref>.supabase.co`. */
  url: string;
  /** A secret (service role) key: the bucket is private and nobody but this server may name its files. */
  key: string;
  /** A private bucket that exists already. */
  bucket: string;
  maxBytes?: number;
}

/** The members of supabase-js's storage errors that say what happened. */
interface ServiceError {
  status?: number;
  statusCode?: string;
  code?: string;
}

// The service answers some misses with status 400 and the real status in the body.
const isAbsent = ({ status, statusCode, code }: ServiceError) =>
  status === 404 || statusCode === '404' || code === 'NoSuchKey';
const isThereAlready = ({ status, statusCode, code }: ServiceError) =>
  status === 409 || statusCode === '409' || code === 'ResourceAlreadyExists' || code === 'KeyAlreadyExists';

/**
 * Files in a bucket of Supabase Storage, `ab/abcd...`; unfinished ones under `incoming/`. Tested against a small server that
 * follows the documented API; it was never tried against the real service.
 * @see https://supabase.com/docs/reference/javascript/file-buckets
 */
export function supabaseFileStore(options: SupabaseFilesOptions): FileStore {
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  const client = createClient(options.url, options.key, { auth: { persistSession: false, autoRefreshToken: false } });
  const bucket = client.storage.from(options.bucket);
  const pathOf = (sha256: string) => `${sha256.slice(0, 2)}/${sha256}`;

  /** Gives an incoming object its final name; when that is taken, it holds the same bytes already. */
  async function settle(incoming: string, expected: ExpectedFile): Promise<void> {
    const { error } = await bucket.move(incoming, pathOf(expected.sha256));
    if (error && !isThereAlready(error)) throw error;
    if (error) await bucket.remove([incoming]);
  }

  const direct: DirectUploads = {
    async start(expected) {
      const acceptable = checkExpected(expected, maxBytes);
      if (!acceptable.ok) return acceptable;
      const id = newUuid();
      const { data, error } = await bucket.createSignedUploadUrl(incomingPath(id)).catch(thrown);
      return data ? ok({ id, url: data.signedUrl }) : err(asFilesError(error));
    },
    async finish(id, expected) {
      if (!isUuid(id)) return err(new FilesError('upload-damaged'));
      const incoming = incomingPath(id);
      try {
        const { data, error } = await bucket.download(incoming).asStream();
        if (error) return err(isAbsent(error) ? new FilesError('upload-damaged') : asFilesError(error));
        for await (const _ of checked(data as AsyncIterable<Uint8Array> & typeof data, expected));
        await settle(incoming, expected);
        return ok(undefined);
      } catch (error) {
        const failure = asFilesError(error);
        if (failure.code === 'upload-damaged') await bucket.remove([incoming]).catch(thrown);
        return err(failure);
      }
    },
  };

  return {
    direct,
    async put(content, expected): Promise<Result<void, FilesError>> {
      const acceptable = checkExpected(expected, maxBytes);
      if (!acceptable.ok) return acceptable;
      try {
        if (content instanceof Uint8Array) await putWhole(content, expected);
        else await putPieces(content, expected);
        return ok(undefined);
      } catch (error) {
        return err(asFilesError(error));
      }
    },
    async get(sha256) {
      if (!isSha256(sha256)) return undefined;
      const blob = unwrapFound(await bucket.download(pathOf(sha256)).catch(thrown));
      return blob && new Uint8Array(await blob.arrayBuffer());
    },
    async open(sha256) {
      if (!isSha256(sha256)) return undefined;
      return unwrapFound(await bucket.download(pathOf(sha256)).asStream().catch(thrown));
    },
    async has(sha256) {
      if (!isSha256(sha256)) return false;
      return unwrapFound(await bucket.info(pathOf(sha256)).catch(thrown)) !== undefined;
    },
    async delete(sha256) {
      if (isSha256(sha256)) unwrapFound(await bucket.remove([pathOf(sha256)]).catch(thrown));
    },
  };

  async function putWhole(content: Uint8Array, expected: ExpectedFile): Promise<void> {
    const sha256 = createHash('sha256').update(content).digest('hex');
    if (content.length !== expected.size || sha256 !== expected.sha256) throw new FilesError('upload-damaged');
    const { error } = await bucket.upload(pathOf(sha256), content, { contentType: 'application/octet-stream' });
    if (error && !isThereAlready(error)) throw error;
  }

  async function putPieces(content: AsyncIterable<Uint8Array>, expected: ExpectedFile): Promise<void> {
    const incoming = incomingPath(newUuid());
    let failure: unknown;
    // What breaks inside a request body reaches us only as a failed request: keep the reason.
    async function* noting(): AsyncGenerator<Uint8Array> {
      try {
        yield* checked(content, expected);
      } catch (error) {
        failure = error;
        throw error;
      }
    }
    const body = Readable.toWeb(Readable.from(noting(), { objectMode: false }));
    const { error } = await bucket.upload(incoming, body as ReadableStream<Uint8Array>, {
      contentType: 'application/octet-stream',
      duplex: 'half',
    });
    if (!error && failure === undefined) return settle(incoming, expected);
    await bucket.remove([incoming]).catch(thrown);
    throw failure ?? error;
  }
}

const incomingPath = (id: string): string => `incoming/${id}`;

const thrown = (error: unknown): { data: null; error: ServiceError } => ({ data: null, error: error as ServiceError });

/** Undefined for what is absent; throws a FilesError for every other failure. */
function unwrapFound<T>(answer: { data: T | null; error: ServiceError | null }): T | undefined {
  if (!answer.error) return answer.data ?? undefined;
  if (isAbsent(answer.error)) return undefined;
  throw asFilesError(answer.error);
}
