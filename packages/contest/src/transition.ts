import { assert, unreachable, type Result } from '@paperkite/kernel';
import { accept, expire, giveBack } from './check-stage.ts';
import type { EntryCommand, Transition, TransitionContext } from './commands.ts';
import type { Entry } from './entry.ts';
import type { ContestError } from './errors.ts';
import { isLeader, refuse, step, wrongState } from './step.ts';
import { submit } from './submit.ts';
import { decline, invite, join, remove } from './team-steps.ts';

/**
 * Carries out one command on an entry, or says why not. Pure: store `entry` and append `event` in one transaction that
 * holds a lock on the entry. The rules of the definition are checked here again at submission, whatever the browser said.
 *
 * ```
 * draft --submit--> submitted(v1) --return--> returned --submit--> submitted(v2) --accept--> accepted
 * draft | submitted | returned --withdraw--> withdrawn        returned --expire--> expired
 * ```
 * The team changes in `draft` and `returned` only. A correction goes by its fix-by date, also after the window has closed.
 */
export function transition(
  entry: Entry,
  command: EntryCommand,
  context: TransitionContext,
): Result<Transition, ContestError> {
  const { definition } = context;
  assert(definition.id === entry.definition, `definition ${definition.id} for an entry of ${entry.definition}`);
  switch (command.type) {
    case 'invite':
      return invite(entry, command.member, context);
    case 'join':
      return join(entry, command.grade, context);
    case 'decline':
      return decline(entry, context);
    case 'remove':
      return remove(entry, command.person, context);
    case 'submit':
      return submit(entry, command, context);
    case 'return':
      return giveBack(entry, command, context);
    case 'accept':
      return accept(entry, command.version, context);
    case 'withdraw':
      return withdraw(entry, context);
    case 'expire':
      return expire(entry, context);
    default:
      return unreachable(command);
  }
}

function withdraw(entry: Entry, context: TransitionContext): Result<Transition, ContestError> {
  if (!isLeader(entry, context.actor)) return refuse('not_allowed');
  if (!['draft', 'submitted', 'returned'].includes(entry.state)) return wrongState(entry);
  return step('withdrawn', entry, { ...entry, state: 'withdrawn', stage: null }, context);
}
