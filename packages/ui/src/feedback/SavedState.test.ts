import { m } from '@paperkite/i18n';
import { describe, expect, it, vi } from 'vitest';
import { mounted } from '../mounted.ts';
import SavedState from './SavedState.svelte';

describe('the saved state', () => {
  it.each([
    ['saved', m.common_saved],
    ['saving', m.common_saving],
    ['local', m.common_saved_on_device],
  ] as const)('says in words what holds: %s', (state, words) => {
    const status = mounted(SavedState, { state }).querySelector('[role=status]');
    expect(status?.textContent.trim()).toBe(words());
  });

  it('says why it could not save, and the way out works', () => {
    const onclick = vi.fn();
    const place = mounted(SavedState, { state: 'failed', reason: 'disk full', wayOut: { label: 'Download', onclick } });
    expect(place.querySelector('[role=status]')?.textContent).toContain('disk full');
    place.querySelector('button')!.click();
    expect(onclick).toHaveBeenCalledOnce();
  });

  it('offers no way out while nothing is wrong', () => {
    const place = mounted(SavedState, { state: 'saved', wayOut: { label: 'Download', onclick: () => {} } });
    expect(place.querySelector('button')).toBeNull();
  });
});
