import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../../../test/support/chromium.ts';
import { bundleScript } from '../build-frame.mjs';
import type * as Audio from './audio-page.ts';

/** Made in the page by `beforeEach`. */
declare const player: Audio.WebAudioPlayer;
declare const audio: typeof Audio;
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

describe('sound files', () => {
  it('may be wave, ADPCM or MP3; others are told of, once', async () => {
    const seen = await page.evaluate(async () => {
      // A header of 128 kbit/s and 44,100 Hz, and nothing to hear: 26 ms each.
      const frame = Uint8Array.from({ length: 417 }, (_, i) => [0xff, 0xfb, 0x90, 0x64][i] ?? 0);
      const mp3 = new Uint8Array(417 * 20);
      for (let i = 0; i < 20; i++) mp3.set(frame, i * 417);
      const adpcm = new DataView(new ArrayBuffer(48 + 512));
      const tag = (at: number, text: string): void =>
        [...text].forEach((c, i) => adpcm.setUint8(at + i, c.charCodeAt(0)));
      tag(0, 'RIFF');
      tag(8, 'WAVEfmt ');
      adpcm.setUint32(16, 20, true);
      adpcm.setUint16(20, 0x11, true);
      adpcm.setUint16(22, 1, true);
      adpcm.setUint32(24, 22_050, true);
      adpcm.setUint16(32, 512, true);
      adpcm.setUint16(34, 4, true);
      tag(40, 'data');
      adpcm.setUint32(44, 512, true);
      const files: Record<string, ArrayBuffer> = {
        mp3: mp3.buffer,
        adpcm: adpcm.buffer,
        broken: new TextEncoder().encode('no sound').buffer as ArrayBuffer,
        large: new ArrayBuffer(40_000_000),
      };
      const refused: string[] = [];
      const player = new audio.WebAudioPlayer(
        (name) => files[name] ?? null,
        (name, why) => refused.push(`${name} ${why}`),
      );
      const known = document.createElement('audio').canPlayType('audio/mpeg') !== '';
      const names = ['adpcm', 'broken', 'large', 'broken', ...(known ? ['mp3'] : [])];
      for (const name of names) await within(5000, player.play(1, name));
      return refused;
    });
    expect(seen).toEqual(['broken broken', 'large too_large']);
  });
});

describe('sounds as they are heard', () => {
  it('leave nothing behind after a thousand of them', async () => {
    await page.click('button');
    const left = await page.evaluate(async () => {
      const connected = new Map<AudioNode, number>();
      const { connect, disconnect } = AudioNode.prototype;
      AudioNode.prototype.connect = function (this: AudioNode, ...args: unknown[]) {
        connected.set(this, 1);
        return connect.apply(this, args as never) as never;
      } as never;
      AudioNode.prototype.disconnect = function (this: AudioNode, ...args: unknown[]) {
        connected.delete(this);
        return disconnect.apply(this, args as never);
      };
      for (let i = 0; i < 1000; i++) {
        // Of ten sprites: mostly the same sound starts over.
        void player.play(i % 10, i % 3 === 0 ? 'long' : 'short');
        if (i % 100 === 0) await new Promise((wait) => setTimeout(wait, 20));
      }
      await new Promise((wait) => setTimeout(wait, 50));
      player.stop();
      const alive = (): number =>
        [...connected.keys()].filter((node) => !(node instanceof AudioBufferSourceNode)).length;
      for (let i = 0; i < 100 && alive() > 1; i++) await new Promise((wait) => setTimeout(wait, 50));
      return alive();
    });
    // What all sounds go through stays.
    expect(left).toBe(1);
  });

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

  it('play notes and drums without the pitch and pan of their owner', async () => {
    await page.click('button');
    const seen = await page.evaluate(async () => {
      const hertz: number[] = [];
      let panners = 0;
      globalThis.OscillatorNode = class extends OscillatorNode {
        constructor(context: BaseAudioContext, options?: OscillatorOptions) {
          super(context, options);
          hertz.push(options!.frequency!);
        }
      };
      globalThis.StereoPannerNode = class extends StereoPannerNode {
        constructor(context: BaseAudioContext, options?: StereoPannerOptions) {
          super(context, options);
          panners++;
        }
      };
      const until = async (done: () => boolean): Promise<void> => {
        for (let i = 0; i < 200 && !done(); i++) await new Promise((wait) => setTimeout(wait, 50));
      };
      /** The frequencies of a note and a drum of an owner. Those that the browser is too late for are asked for again. */
      const heard = async (owner: number): Promise<number[]> => {
        hertz.length = 0;
        for (let i = 0; i < 50 && hertz.length === 0; i++) {
          player.playMusic(owner, { kind: 'note', instrument: 1, note: 69, seconds: 0.05 });
          await within(
            500,
            until(() => hertz.length > 0).then(() => {}),
          );
        }
        player.playMusic(owner, { kind: 'drum', drum: 1 });
        return [...hertz];
      };
      const plain = await heard(1);
      player.setEffect(2, 'pitch', 120);
      player.setEffect(2, 'pan', 100);
      return { plain, changed: await heard(2), panners };
    });
    expect(seen.plain.length).toBeGreaterThan(1);
    expect(seen.changed).toEqual(seen.plain);
    expect(seen.panners).toBe(0);
  });
});
