import { describe, expect, it } from 'vitest';
import { saveState } from './save-state.ts';
import type { SaveInputs } from './save-state.ts';

const rest: SaveInputs = {
  loaded: true,
  device: { writing: false, failed: undefined },
  server: { kind: 'connected', readOnly: false },
  unsaved: false,
  uploads: { pending: 0, refused: undefined },
};
const state = (changes: Partial<SaveInputs>) => {
  const result = saveState({ ...rest, ...changes });
  return result.kind === 'cannot-save' ? `${result.kind}: ${result.reason}` : result.kind;
};

describe('what the screen says about saving', () => {
  it('is "saved" only when the server has every edit and every asset', () => {
    expect(state({})).toBe('saved');
    expect(state({ unsaved: true })).toBe('saving');
    expect(state({ uploads: { pending: 1, refused: undefined } })).toBe('saving');
    expect(state({ loaded: false })).toBe('loading');
  });

  it('is "on this device" when the server is away and the device has everything', () => {
    expect(state({ unsaved: true, server: { kind: 'away' } })).toBe('on-device');
    expect(state({ unsaved: true, server: { kind: 'none' } })).toBe('on-device');
    expect(state({ uploads: { pending: 1, refused: undefined }, server: { kind: 'away' } })).toBe('on-device');
  });

  it('does not claim "on this device" while the device is still writing', () => {
    const device = { writing: true, failed: undefined };
    expect(state({ unsaved: true, server: { kind: 'none' }, device })).toBe('saving');
    expect(state({ unsaved: true, server: { kind: 'away' }, device })).toBe('saving');
  });

  it('never says "saved" without a server', () => {
    expect(state({ server: { kind: 'none' } })).toBe('on-device');
  });

  it('stays "saved" when the connection is lost after everything was acknowledged', () => {
    expect(state({ server: { kind: 'away' } })).toBe('saved');
  });

  it('says why it cannot save', () => {
    expect(state({ unsaved: true, server: { kind: 'refused', reason: 'not-signed-in' } })).toBe(
      'cannot-save: not-signed-in',
    );
    expect(state({ unsaved: true, server: { kind: 'connected', readOnly: true } })).toBe('cannot-save: read-only');
    expect(state({ uploads: { pending: 1, refused: 'upload-refused' } })).toBe('cannot-save: upload-refused');
    const device = { writing: false, failed: 'device-storage-full' } as const;
    expect(state({ unsaved: true, server: { kind: 'away' }, device })).toBe('cannot-save: device-storage-full');
    expect(state({ unsaved: true, device })).toBe('saving');
  });

  it('does not alarm somebody who only looks', () => {
    expect(state({ server: { kind: 'connected', readOnly: true } })).toBe('saved');
    expect(state({ server: { kind: 'refused', reason: 'no-access' } })).toBe('saved');
  });
});
