import type { Finding } from '@paperkite/contest';
import type { StoredFile } from '#server/contests/entry-view.ts';
import type { SubmissionReceipt } from '#server/contests/submit.ts';
import { problem, type EntryProblem } from './problems.ts';

/** The server refused, or could not be reached (`network`). */
export class EntryRefused extends Error {
  readonly problem: EntryProblem;

  constructor(refused: EntryProblem) {
    super(refused.code);
    this.problem = refused;
  }
}

const isProblem = (value: unknown): value is EntryProblem =>
  typeof value === 'object' && value !== null && 'code' in value && 'details' in value && 'findings' in value;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What an answer that is no success says: a refusal in our shape, or that the server was not really reached. */
function refusedBy(status: number, text: string): EntryRefused {
  const body = parse(text);
  if (isProblem(body)) return new EntryRefused(body);
  // Signed out meanwhile, or an address that is gone: another try cannot help.
  return new EntryRefused(problem(status >= 400 && status < 500 ? 'save_refused' : 'network'));
}

async function call(path: string, method: string, body?: unknown): Promise<unknown> {
  const init: RequestInit = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  if (body !== undefined) init.headers = { 'content-type': 'application/json' };
  const answer = await fetch(path, init).catch(() => undefined);
  if (!answer) throw new EntryRefused(problem('network'));
  const text = await answer.text().catch(() => '');
  if (!answer.ok) throw refusedBy(answer.status, text);
  return text === '' ? undefined : parse(text);
}

/** What the page of an entry asks of the server. Everything rejects with {@link EntryRefused}. */
export interface EntryApi {
  save(draft: {
    group: string | null;
    typed: Record<string, string>;
  }): Promise<{ now: number; teamFindings: Finding[] }>;
  begin(): Promise<{ now: number }>;
  submit(submission: {
    key: string;
    group: string | null;
    typed: Record<string, string>;
    stateVector: string | null;
  }): Promise<SubmissionReceipt>;
  invite(seatId: string): Promise<void>;
  /** Takes somebody out of the team; with one's own id, leaves it. */
  remove(person: string): Promise<void>;
  answer(accept: boolean): Promise<void>;
  withdraw(): Promise<void>;
  upload(name: string, file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<StoredFile>;
  dropUpload(name: string): Promise<void>;
}

export function entryApi(entryId: string): EntryApi {
  const base = `/api/entries/${entryId}`;
  const upload = (name: string): string => `${base}/uploads/${encodeURIComponent(name)}`;
  return {
    save: (draft) => call(base, 'PATCH', draft) as ReturnType<EntryApi['save']>,
    begin: () => call(`${base}/begin`, 'POST') as ReturnType<EntryApi['begin']>,
    submit: (submission) => call(`${base}/submit`, 'POST', submission) as ReturnType<EntryApi['submit']>,
    invite: async (seatId) => void (await call(`${base}/members`, 'POST', { seatId })),
    remove: async (person) => void (await call(`${base}/members/${person}`, 'DELETE')),
    answer: async (accept) => void (await call(`${base}/answer`, 'POST', { accept })),
    withdraw: async () => void (await call(`${base}/withdraw`, 'POST')),
    dropUpload: async (name) => void (await call(upload(name), 'DELETE')),
    upload: (name, file, onProgress, signal) =>
      sendFile(`${upload(name)}?filename=${encodeURIComponent(file.name)}`, file, onProgress, signal),
  };
}

/** fetch cannot say how far an upload is; XMLHttpRequest can. */
function sendFile(
  path: string,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<StoredFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () =>
      request.status < 300
        ? resolve(parse(request.responseText) as StoredFile)
        : reject(refusedBy(request.status, request.responseText));
    request.onerror = () => reject(new EntryRefused(problem('network')));
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
