import type { Locale } from '@paperkite/i18n';
import type { Services } from '../server/services.ts';
import type { SignedIn } from '../server/identity/signed-in.ts';

declare global {
  namespace App {
    interface Error {
      status: number;
      message: string;
      /** A code that a child can read to the teacher; the same one stands in the server's log. */
      code?: string;
    }
    interface Locals {
      services: Services;
      /** Who is asking; undefined for somebody without an account. */
      signedIn: SignedIn | undefined;
      locale: Locale;
    }
  }
}

export {};
