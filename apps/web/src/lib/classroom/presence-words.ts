import { m } from '@paperkite/i18n';
import type { HandoutState, PresenceState } from '@paperkite/classroom';
import type { Tone } from '@paperkite/ui';

/** The states of the class wall in the order in which a teacher wants to hear of them. */
export const PRESENCE_ORDER = [
  'hand_up',
  'stuck',
  'working',
  'idle',
  'handed_in',
  'away',
] as const satisfies readonly PresenceState[];

export const PRESENCE_WORDS: Record<PresenceState, () => string> = {
  hand_up: m.classroom_presence_hand_up,
  stuck: m.classroom_presence_stuck,
  working: m.classroom_presence_working,
  idle: m.classroom_presence_idle,
  handed_in: m.classroom_presence_handed_in,
  away: m.classroom_presence_away,
};

export const PRESENCE_TONES: Record<PresenceState, Tone> = {
  hand_up: 'accent',
  stuck: 'attention',
  working: 'info',
  idle: 'neutral',
  handed_in: 'done',
  away: 'neutral',
};

export const HANDOUT_WORDS: Record<HandoutState, () => string> = {
  not_started: m.classroom_handout_not_started,
  in_progress: m.classroom_handout_in_progress,
  overdue: m.classroom_handout_overdue,
  handed_in: m.classroom_handout_handed_in,
  handed_in_late: m.classroom_handout_handed_in_late,
  changed: m.classroom_handout_changed,
};

export const HANDOUT_TONES: Record<HandoutState, Tone> = {
  not_started: 'neutral',
  in_progress: 'info',
  overdue: 'attention',
  handed_in: 'done',
  handed_in_late: 'done',
  changed: 'attention',
};
