import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createToasts } from './toasts.svelte.ts';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

describe('toasts', () => {
  it('leave by themselves, except problems', () => {
    const toasts = createToasts();
    toasts.show('copied');
    toasts.show('no network', { kind: 'problem' });
    vi.advanceTimersByTime(60_000);
    expect(toasts.list.map(({ text }) => text)).toEqual(['no network']);
  });

  it('stay while somebody reads them', () => {
    const toasts = createToasts();
    toasts.show('deleted', { action: { label: 'Undo', onclick: () => {} } });
    toasts.hold();
    vi.advanceTimersByTime(60_000);
    expect(toasts.list).toHaveLength(1);
    toasts.release();
    vi.advanceTimersByTime(60_000);
    expect(toasts.list).toHaveLength(0);
  });

  it('say a thing once, however often it happens', () => {
    const toasts = createToasts();
    for (let times = 0; times < 5; times++) toasts.show('this picture cannot be used', { kind: 'problem' });
    expect(toasts.list.map(({ text }) => text)).toEqual(['this picture cannot be used']);
  });

  it('are three at most, and what went wrong stays longest', () => {
    const toasts = createToasts();
    toasts.show('no network', { kind: 'problem' });
    for (const text of ['copied', 'moved', 'kept']) toasts.show(text);
    expect(toasts.list.map(({ text }) => text)).toEqual(['no network', 'moved', 'kept']);
    for (const text of ['a', 'b', 'c', 'd']) toasts.show(text, { kind: 'problem' });
    expect(toasts.list.map(({ text }) => text)).toEqual(['b', 'c', 'd']);
  });

  it('go when dismissed', () => {
    const toasts = createToasts();
    toasts.dismiss(toasts.show('no network', { kind: 'problem' }));
    expect(toasts.list).toHaveLength(0);
  });
});
