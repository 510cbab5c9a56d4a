import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import * as v from 'valibot';

/**
 * Sessions for pupils, who have neither e-mail nor password. Callers have checked class code, nickname and PIN already; the
 * endpoint has no path on the network.
 */
export function pupilSession() {
  return {
    id: 'pupil-session',
    endpoints: {
      /** Signs a pupil in on this device. */
      startPupilSession: createAuthEndpoint.serverOnly(
        { method: 'POST', body: v.object({ personId: v.string() }) },
        async (ctx) => {
          const user = await ctx.context.internalAdapter.findUserById(ctx.body.personId);
          if (!user) throw ctx.error('NOT_FOUND');
          const session = await ctx.context.internalAdapter.createSession(user.id);
          await setSessionCookie(ctx, { session, user });
          return { token: session.token };
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
