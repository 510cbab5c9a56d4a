import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../../test/support/chromium.ts';
import { bundleScript } from '../build-frame.mjs';
import type { MusicalSound } from '../src/ports.ts';
import type * as Audio from './audio-page.ts';

/** What is heard of a sound: peak, seconds until silence, and loudness in bands of an octave over four stretches of time. */
interface Heard {
  peak: number;
  lasts: number;
  ended: boolean;
  bands: number[];
}

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const entry = fileURLToPath(new URL('./audio-page.ts', import.meta.url));
  browser = await launchChromium({ webgl: false });
  page = await browser.newPage();
  await page.setContent('<!doctype html>');
  await page.addScriptTag({ content: await bundleScript({ entry, name: 'audio', minify: false }) });
}, 120_000);
afterAll(() => browser?.close());

/** Renders sounds without a sound card. */
const hear = (sounds: readonly MusicalSound[]): Promise<Heard[]> =>
  page.evaluate(async (sounds) => {
    const { synthesize } = (globalThis as unknown as { audio: typeof Audio }).audio;
    const heard: Heard[] = [];
    for (const sound of sounds) {
      const [seconds, sampleRate] = [3, 44_100];
      const render = async (low?: number): Promise<[Float32Array, boolean]> => {
        const context = new OfflineAudioContext(1, seconds * sampleRate, sampleRate);
        let ended = false;
        const band = low === undefined ? null : new BiquadFilterNode(context, { type: 'bandpass', frequency: low * 1.41, Q: 1.41 }); // prettier-ignore
        band?.connect(context.destination);
        synthesize(context, band ?? context.destination, sound, () => (ended = true));
        const buffer = await context.startRendering();
        await new Promise((wait) => setTimeout(wait));
        return [buffer.getChannelData(0), ended];
      };
      const [samples, ended] = await render();
      const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      const last = samples.findLastIndex((sample) => Math.abs(sample) > 1e-3);
      const bands: number[] = [];
      for (let low = 60; low < 16_000; low *= 2) {
        const [part] = await render(low);
        for (const [from, to] of [
          [0, 0.06],
          [0.06, 0.25],
          [0.25, 0.8],
          [0.8, 2.5],
        ]) {
          const stretch = part.subarray(from! * sampleRate, to! * sampleRate);
          bands.push(Math.sqrt(stretch.reduce((sum, sample) => sum + sample * sample, 0) / stretch.length) / peak);
        }
      }
      heard.push({ peak, lasts: last / sampleRate, ended, bands });
    }
    return heard;
  }, sounds);

const distance = (a: Heard, b: Heard): number =>
  Math.sqrt(a.bands.reduce((sum, loudness, i) => sum + (loudness - b.bands[i]!) ** 2, 0));

function expectDifferent(heard: readonly Heard[]): void {
  const alike = heard.flatMap((one, i) =>
    heard.slice(i + 1).flatMap((other, j) => (distance(one, other) < 0.03 ? [`${i} and ${i + 1 + j}`] : [])),
  );
  expect(alike).toEqual([]);
}

describe('instruments and drums', () => {
  it('21 instruments are all heard, none too loud, end after their time, and no two sound the same', async () => {
    const notes = Array.from({ length: 21 }, (_, instrument) => ({ kind: 'note' as const, instrument, note: 60, seconds: 1 })); // prettier-ignore
    const heard = await hear(notes);
    for (const { peak, lasts, ended } of heard) {
      expect(peak).toBeGreaterThan(0.1);
      expect(peak).toBeLessThan(1);
      expect(lasts).toBeLessThan(2);
      expect(ended).toBe(true);
    }
    expectDifferent(heard);
  }, 120_000);

  it('18 drums as well', async () => {
    const heard = await hear(Array.from({ length: 18 }, (_, drum) => ({ kind: 'drum' as const, drum })));
    for (const { peak } of heard) {
      expect(peak).toBeGreaterThan(0.1);
      expect(peak).toBeLessThan(1.3);
    }
    expectDifferent(heard);
  }, 120_000);

  it('can play every key from 0 to 130, also very short', async () => {
    const notes = [0, 24, 69.5, 108, 130].flatMap((note) =>
      [0, 9, 16].map((instrument) => ({ kind: 'note' as const, instrument, note, seconds: 0.01 })),
    );
    const heard = await hear(notes);
    expect(heard.every(({ peak }) => Number.isFinite(peak) && peak < 1.3)).toBe(true);
    expect(heard.slice(0, 9).every(({ ended }) => ended)).toBe(true);
  }, 120_000);
});
