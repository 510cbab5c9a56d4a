import type { RefusalCode } from '../refusals.ts';

/**
 * Thrown in Hocuspocus' hooks, which pass `reason` on to the client. Not an Error on purpose: Hocuspocus prints the message
 * and stack of every Error, and a client that is refused is nothing to alarm anybody with.
 */
export class Refusal {
  readonly reason: RefusalCode;
  readonly cause: unknown;

  constructor(reason: RefusalCode, cause?: unknown) {
    this.reason = reason;
    this.cause = cause;
  }
}
