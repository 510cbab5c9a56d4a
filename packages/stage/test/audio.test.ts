import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../../../test/support/chromium.ts';
import { bundleScript } from '../build-frame.mjs';
import type * as Audio from './audio-page.ts';

/** Made in the page by `beforeEach`. */
declare const player: Audio.WebAudioPlayer;
/** Whether a promise settles within some milliseconds. */
declare const within: (ms: number, promise: Promise<void>) => Promise<boolean>;

let browser: Browser;
let page: Page;
let code: string;

beforeAll(async () => {
  const entry = fileURLToPath(new URL('./audio-page.ts', import.meta.url));
  code = await bundleScript({ entry, name: 'audio', minify: false });
  browser = await launchChromium({ webgl: false });
}, 120_000);
afterAll(() => browser?.close());

beforeEach(async () => {
  page = await browser.newPage();
  await page.setContent('<!doctype html><button>ok</button>');
  await page.addScriptTag({ content: code });
  await page.addScriptTag({
    content: `
    function tone(seconds) {
      const rate = 8000, count = rate * seconds, view = new DataView(new ArrayBuffer(44 + count * 2));
      const tag = (at, text) => [...text].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
      tag(0, 'RIFF'); view.setUint32(4, 36 + count * 2, true); tag(8, 'WAVEfmt '); view.setUint32(16, 16, true);
      view.setUint16(20, 1, true); view.setUint16(22, 1, true); view.setUint32(24, rate, true);
      view.setUint32(28, rate * 2, true); view.setUint16(32, 2, true); view.setUint16(34, 16, true);
      tag(36, 'data'); view.setUint32(40, count * 2, true);
      for (let i = 0; i < count; i++) view.setInt16(44 + i * 2, 9000 * Math.sin(i / 4), true);
      return view.buffer;
    }
    const files = {short: tone(0.2), long: tone(20), broken: new TextEncoder().encode('no sound').buffer};
    const player = new audio.WebAudioPlayer((sound) => files[sound] ?? null);
    const within = (ms, promise) => Promise.race([promise.then(() => true), new Promise((r) => setTimeout(() => r(false), ms))]);
  `,
  });
});
afterEach(() => page.close());

describe.each([
  ['after a click', true],
  ['before the browser allows sound', false],
])('sounds %s', (_when, clicked) => {
  beforeEach(async () => {
    if (clicked) await page.click('button');
  });

  it('end by themselves, not before their time, and long ones when they are stopped', async () => {
    const seen = await page.evaluate(async () => {
      const long = player.play(1, 'long');
      const started = performance.now();
      await player.play(1, 'short');
      const lasted = performance.now() - started;
      const longBefore = await within(50, long);
      player.stop(2);
      const otherOwner = await within(50, long);
      player.stop(1, 'long');
      return { early: lasted < 150, longBefore, otherOwner, stopped: await within(5000, long) };
    });
    expect(seen).toEqual({ early: false, longBefore: false, otherOwner: false, stopped: true });
  });

  it('start over when the same owner plays them again; another owner plays his own', async () => {
    const seen = await page.evaluate(async () => {
      const first = player.play(1, 'long');
      const other = player.play(2, 'long');
      await within(300, first);
      const again = player.play(1, 'long');
      const seen = { first: await within(5000, first), other: await within(50, other), again: await within(50, again) };
      player.stop();
      return { ...seen, all: (await within(5000, other)) && (await within(5000, again)) };
    });
    expect(seen).toEqual({ first: true, other: false, again: false, all: true });
  });

  it('are over at once when there is nothing to play, and when stopped before they began', async () => {
    const seen = await page.evaluate(async () => {
      const early = player.play(1, 'long');
      player.stop();
      return [
        await within(5000, early),
        await within(5000, player.play(1, 'broken')),
        await within(5000, player.play(1, 'missing')),
      ];
    });
    expect(seen).toEqual([true, true, true]);
  });
});

describe('sounds as they are heard', () => {
  it('follow volume, pitch and pan while they play, and leave no nodes behind', async () => {
    await page.click('button');
    const seen = await page.evaluate(async () => {
      let made = 0;
      let ended = 0;
      const start = AudioBufferSourceNode.prototype.start;
      const sources: AudioBufferSourceNode[] = [];
      AudioBufferSourceNode.prototype.start = function (...args) {
        made++;
        sources.push(this);
        this.addEventListener('ended', () => ended++);
        return start.apply(this, args as []);
      };
      const disconnected: AudioNode[] = [];
      const disconnect = AudioNode.prototype.disconnect;
      AudioNode.prototype.disconnect = function (...args: unknown[]) {
        disconnected.push(this);
        return disconnect.apply(this, args as never);
      };
      player.setEffect(1, 'pitch', 120);
      const long = player.play(1, 'long');
      const until = async (done: () => boolean): Promise<void> => {
        for (let i = 0; i < 200 && !done(); i++) await new Promise((wait) => setTimeout(wait, 50));
      };
      await until(() => sources.length > 0);
      const octave = sources[0]!.playbackRate.value;
      player.setEffect(1, 'pitch', -120);
      player.setVolume(1, 50);
      player.setEffect(1, 'pan', 100);
      await until(() => sources[0]!.playbackRate.value < 0.51);
      const lower = sources[0]!.playbackRate.value;
      for (let i = 0; i < 20; i++) void player.play(i, 'short');
      player.stop();
      await within(5000, long);
      await until(() => made === ended);
      const kinds = (kind: typeof AudioNode | typeof StereoPannerNode): number =>
        disconnected.filter((node) => node instanceof kind).length;
      return { octave, lower, left: made - ended, panners: kinds(StereoPannerNode) };
    });
    expect(seen.octave).toBeCloseTo(2, 2);
    expect(seen.lower).toBeCloseTo(0.5, 1);
    expect(seen.left).toBe(0);
    expect(seen.panners).toBe(1);
  });
});
