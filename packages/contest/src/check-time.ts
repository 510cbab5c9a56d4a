import { fault, type Finding } from './findings.ts';
import type { Window } from './windows.ts';

interface TimeFacts {
  readonly now: number;
  readonly uploadBegunAt: number | null;
  readonly fixByAt: number | null;
}

/**
 * Whether something may be handed in now, by the server's clock. A returned entry goes by its fix-by date alone, even after
 * the window has closed: whoever was returned in time must be able to correct in time. The declared grace covers uploads
 * that the server saw begin before the deadline.
 * @see S1-R19
 */
export function checkTime(window: Window | undefined, facts: TimeFacts): Finding[] {
  const graceMs = window?.uploadGraceMs ?? 0;
  if (facts.fixByAt !== null) {
    return inTime(facts, facts.fixByAt, graceMs) ? [] : [fault('fix_by_passed', 'window', { fixByAt: facts.fixByAt })];
  }
  if (!window || !window.dated) return [fault('window_undated', 'window')];
  if (window.openAt !== null && facts.now < window.openAt) {
    return [fault('window_not_open', 'window', { openAt: window.openAt })];
  }
  return window.closeAt === null || inTime(facts, window.closeAt, graceMs)
    ? []
    : [fault('window_closed', 'window', { closeAt: window.closeAt })];
}

function inTime({ now, uploadBegunAt }: TimeFacts, deadline: number, graceMs: number): boolean {
  if (now <= deadline) return true;
  return uploadBegunAt !== null && uploadBegunAt <= deadline && now <= deadline + graceMs;
}
