import { readFileSync } from 'node:fs';
import { CONNECT_CODES, type ConnectionState, type FirmwareGap } from '@paperkite/boards';
import { describe, expect, it } from 'vitest';

const catalogue = (locale: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../packages/i18n/messages/${locale}/connect.json`, import.meta.url), 'utf8'));

/** Listed as records, so that the compiler asks for a new state here. */
const STATES: Record<ConnectionState['name'], true> = {
  idle: true,
  choosing: true,
  opening: true,
  hello: true,
  'needs-firmware': true,
  'flashing-firmware': true,
  ready: true,
  uploading: true,
  lost: true,
  failed: true,
};
const GAPS: Record<FirmwareGap, true> = { missing: true, old: true };

const needed = [
  ...CONNECT_CODES.flatMap((code) => [`connect_${code}_what`, `connect_${code}_next`]),
  ...Object.keys(GAPS).flatMap((gap) => [`connect_firmware_${gap}_what`, `connect_firmware_${gap}_next`]),
  ...Object.keys(STATES).map((state) => `connect_state_${state.replace('-', '_')}`),
];

describe('the sentences about connecting a board', () => {
  const [zh, en] = [catalogue('zh-CN'), catalogue('en')];

  it.each(needed)('%s is there in both languages', (key) => {
    expect(zh[key], 'zh-CN').toMatch(/\p{Script=Han}/u);
    expect(en[key], 'en').toMatch(/[a-z]/);
  });

  it('needs no placeholder, and never raises its voice', () => {
    for (const key of needed) expect(`${zh[key]} ${en[key]}`).not.toMatch(/[!！{}]/);
  });

  it('has a step for every failure that differs from what happened', () => {
    for (const code of CONNECT_CODES) {
      for (const texts of [zh, en]) expect(texts[`connect_${code}_next`]).not.toBe(texts[`connect_${code}_what`]);
    }
  });
});
