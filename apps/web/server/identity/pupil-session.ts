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
      /** Makes an account without credentials; returns its id. */
      createPupilAccount: createAuthEndpoint.serverOnly(
        { method: 'POST', body: v.object({ nickname: v.string() }) },
        async (ctx) => {
          const now = new Date();
          const user = await ctx.context.internalAdapter.createUser(
            {
              name: ctx.body.nickname,
              email: `${crypto.randomUUID()}@pupil.invalid`,
              emailVerified: false,
              createdAt: now,
              updatedAt: now,
            },
            { method: 'pupil' },
          );
          return { personId: user.id };
        },
      ),
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
