/**
 * Base of the one error class that each package has. `code` is drawn from a closed union, so that the interface can map
 * every code to a sentence and a way out; `details` holds what that sentence needs (names, limits), never secrets.
 */
export abstract class CodedError<Code extends string> extends Error {
  readonly code: Code;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: Code, details: Readonly<Record<string, string | number>> = {}, options?: { cause?: unknown }) {
    super(`${code}${Object.keys(details).length > 0 ? ` ${JSON.stringify(details)}` : ''}`, options);
    this.code = code;
    this.details = details;
    this.name = new.target.name;
  }
}

/** Asserts what only a bug could make false. Not for input. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}

/** For the default branch of an exhaustive switch: the compiler complains when a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
