import { DATA_ERROR_CODES, DataError } from './errors.ts';
import type { DataErrorCode } from './errors.ts';

/** What `app.fail` raises; the code stands in the hint. */
const REFUSED = 'PK002';
const INSUFFICIENT_PRIVILEGE = '42501';
const UNIQUE_VIOLATION = '23505';

/** Unique constraints that people can run into. */
const TAKEN: Readonly<Record<string, DataErrorCode>> = {
  seat_nickname: 'nickname_taken',
  seat_class_id_person_id_key: 'already_in_class',
};

interface PostgresError {
  code?: string;
  hint?: string;
  constraint?: string;
}

/** An error of the driver as the expected failure that it stands for; anything else as it is. */
export function dataErrorFrom(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, hint, constraint } = error as PostgresError;
  if (code === REFUSED && isDataErrorCode(hint)) return new DataError(hint, {}, { cause: error });
  if (code === INSUFFICIENT_PRIVILEGE) return new DataError('not_allowed', {}, { cause: error });
  const taken = code === UNIQUE_VIOLATION && constraint !== undefined ? TAKEN[constraint] : undefined;
  return taken === undefined ? error : new DataError(taken, {}, { cause: error });
}

function isDataErrorCode(text: string | undefined): text is DataErrorCode {
  return (DATA_ERROR_CODES as readonly (string | undefined)[]).includes(text);
}
