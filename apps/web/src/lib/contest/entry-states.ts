import type { EntryEventKind, EntryState } from '@paperkite/data';
import { m } from '@paperkite/i18n';
import type { Tone } from '@paperkite/ui';

const STATES: Record<EntryState, { label: () => string; next: () => string; tone: Tone }> = {
  draft: { label: m.contest_state_draft, next: m.contest_next_draft, tone: 'neutral' },
  submitted: { label: m.contest_state_submitted, next: m.contest_next_submitted, tone: 'info' },
  returned: { label: m.contest_state_returned, next: m.contest_next_returned, tone: 'attention' },
  accepted: { label: m.contest_state_accepted, next: m.contest_next_accepted, tone: 'done' },
  withdrawn: { label: m.contest_state_withdrawn, next: m.contest_next_withdrawn, tone: 'neutral' },
  expired: { label: m.contest_state_expired, next: m.contest_next_expired, tone: 'neutral' },
};

export const stateLabel = (state: EntryState): string => STATES[state].label();
export const stateTone = (state: EntryState): Tone => STATES[state].tone;
/** What its people do, or wait for, now. */
export const nextStep = (state: EntryState): string => STATES[state].next();

const EVENTS: Record<EntryEventKind, (n: number) => string> = {
  created: () => m.contest_event_started(),
  invited: () => m.contest_event_invited(),
  joined: () => m.contest_event_joined(),
  declined: () => m.contest_event_declined(),
  left: () => m.contest_event_removed(),
  submitted: (n) => (n > 1 ? m.contest_event_resubmitted() : m.contest_event_submitted()),
  returned: () => m.contest_event_returned(),
  accepted: () => m.contest_event_accepted(),
  withdrawn: () => m.contest_event_withdrawn(),
  expired: () => m.contest_event_expired(),
  erased: () => m.contest_log_erased(),
};

export const eventLabel = (kind: EntryEventKind, n: number): string => EVENTS[kind](n);

const CONTEST_STATES: Record<'draft' | 'open' | 'closed', { label: () => string; tone: Tone }> = {
  draft: { label: m.contest_staff_state_draft, tone: 'neutral' },
  open: { label: m.contest_staff_state_open, tone: 'done' },
  closed: { label: m.contest_staff_state_closed, tone: 'neutral' },
};

export const contestStateLabel = (state: 'draft' | 'open' | 'closed'): string => CONTEST_STATES[state].label();
export const contestStateTone = (state: 'draft' | 'open' | 'closed'): Tone => CONTEST_STATES[state].tone;
