import type { SpeechStyle } from '../ports.ts';

export interface SpeakerOptions {
  /** Something was said, or cannot be said. */
  onSpoken: (serial: number) => void;
  /** There is no voice on this computer for that language. Told once for each language. */
  onNoVoice: (language: string) => void;
}

/** More than this waits for nobody: the rest counts as said. */
const MOST_WAITING = 30;
/** Milliseconds in which browsers find their voices. */
const VOICES_WITHIN = 1500;
/** Letters that are read in a second; Chinese characters and their like are words. */
const LETTERS_A_SECOND = 14;
const CHARACTERS_A_SECOND = 4;

/** Pitch and speed of Scratch's voices. */
const MANNERS: Readonly<Record<SpeechStyle['voice'], { pitch: number; rate: number; sex: 'female' | 'male' }>> = {
  ALTO: { pitch: 1, rate: 1, sex: 'female' },
  TENOR: { pitch: 0.8, rate: 1, sex: 'male' },
  SQUEAK: { pitch: 1.7, rate: 1.19, sex: 'female' },
  GIANT: { pitch: 0.4, rate: 0.84, sex: 'male' },
  KITTEN: { pitch: 2, rate: 1.41, sex: 'female' },
};

/** Names by which voices of common systems are known; nothing else tells. */
const SEXES = {
  female: /female|女|huihui|yaoyao|xiaoxiao|tingting|ting-ting|meijia|samantha|zira|susan|karen|victoria|hazel/i,
  male: /\bmale|男|kangkang|yunyang|yunxi|daniel|alex|david|mark|george|fred/i,
};

/** How long it takes to read something aloud, in milliseconds. */
export function readingTime(words: string, rate: number): number {
  const wide = words.match(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g)?.length ?? 0;
  return ((wide / CHARACTERS_A_SECOND + (words.length - wide) / LETTERS_A_SECOND) * 1000) / rate + 300;
}

/**
 * The voice for a language among those that speak on this computer: words never go to a service. With the same language first,
 * then the same region, then the sex that is wanted. Text that any voice can read (plain letters) may have any.
 */
export function chooseVoice<V extends Pick<SpeechSynthesisVoice, 'lang' | 'name' | 'localService'>>(
  voices: readonly V[],
  language: string,
  voice: SpeechStyle['voice'],
  words: string,
): V | undefined {
  const local = voices.filter(({ localService }) => localService);
  const tag = (text: string): string => text.toLowerCase().replace('_', '-');
  const [main] = tag(language).split('-');
  const same = local.filter(({ lang }) => tag(lang).split('-')[0] === main);
  // eslint-disable-next-line no-control-regex
  const able = same.length > 0 ? same : /^[\u0000-\u007f]*$/.test(words) ? local : [];
  const score = ({ lang, name }: V): number =>
    (tag(lang) === tag(language) ? 2 : 0) + (SEXES[MANNERS[voice].sex].test(name) ? 1 : 0);
  return able.toSorted((a, b) => score(b) - score(a))[0];
}

/** Says what projects want to have said, with the browser's own voices: the frame's origin has none. */
export class Speaker {
  readonly #options: SpeakerOptions;
  /** What is being said or waits for it. */
  readonly #waiting = new Map<number, () => void>();
  /** Those that the browser says, one after the other, and how many milliseconds are left of them. */
  readonly #voiced = new Map<number, () => number>();
  readonly #missing = new Set<string>();
  #paused = false;
  #muted = false;

  constructor(options: SpeakerOptions) {
    this.#options = options;
  }

  speak(serial: number, words: string, style: SpeechStyle): void {
    if (this.#waiting.size >= MOST_WAITING) return this.#options.onSpoken(serial);
    let ended = false;
    this.#waiting.set(serial, () => (ended = true));
    void loadVoices().then((voices) => {
      if (ended) return;
      const language = style.language || document.documentElement.lang || 'zh-CN';
      const voice = chooseVoice(voices, language, style.voice, words);
      if (voice) this.#say(serial, words, voice, style);
      else this.#pretend(serial, words, language, style);
    });
  }

  /** Ends everything. Nobody is told: who asked for it knows. */
  stop(): void {
    if (this.#waiting.size > 0 && 'speechSynthesis' in window) speechSynthesis.cancel();
    for (const end of this.#waiting.values()) end();
    this.#waiting.clear();
    this.#voiced.clear();
    this.setPaused(false);
  }

  /** Silences what is being said and what waits for it, too: that takes the time that it would have taken. */
  setMuted(on: boolean): void {
    this.#muted = on;
    if (!on || this.#voiced.size === 0) return;
    let until = 0;
    for (const [serial, left] of this.#voiced) {
      until += left();
      this.#waiting.get(serial)?.();
      this.#wait(serial, until);
    }
    this.#voiced.clear();
    speechSynthesis.cancel();
  }

  setPaused(on: boolean): void {
    if (on === this.#paused || !('speechSynthesis' in window)) return;
    this.#paused = on;
    if (on) speechSynthesis.pause();
    else speechSynthesis.resume();
  }

  #say(serial: number, words: string, voice: SpeechSynthesisVoice, style: SpeechStyle): void {
    const { pitch, rate } = MANNERS[style.voice];
    const utterance = new SpeechSynthesisUtterance(words);
    Object.assign(utterance, { voice, lang: voice.lang, pitch, rate, volume: this.#muted ? 0 : style.volume / 100 });
    // Some browsers never say that an utterance ended.
    const lasts = readingTime(words, rate);
    const late = setTimeout(() => this.#done(serial), lasts * 3 + 10_000);
    const forget = (): void => {
      clearTimeout(late);
      utterance.onend = utterance.onerror = null;
    };
    utterance.onend = utterance.onerror = () => {
      forget();
      this.#done(serial);
    };
    let began: number | undefined;
    utterance.onstart = () => (began = performance.now());
    this.#voiced.set(serial, () => Math.max(0, lasts - (began === undefined ? 0 : performance.now() - began)));
    this.#waiting.set(serial, forget);
    speechSynthesis.speak(utterance);
  }

  /** Nobody can say it: the project goes on after the time it would have taken. */
  #pretend(serial: number, words: string, language: string, { voice }: SpeechStyle): void {
    if (!this.#missing.has(language)) {
      this.#missing.add(language);
      this.#options.onNoVoice(language);
    }
    this.#wait(serial, readingTime(words, MANNERS[voice].rate));
  }

  #wait(serial: number, ms: number): void {
    const timer = setTimeout(() => this.#done(serial), ms);
    this.#waiting.set(serial, () => clearTimeout(timer));
  }

  #done(serial: number): void {
    this.#voiced.delete(serial);
    if (this.#waiting.delete(serial)) this.#options.onSpoken(serial);
  }
}

/** Browsers find their voices some time after they were first asked. */
async function loadVoices(): Promise<readonly SpeechSynthesisVoice[]> {
  if (!('speechSynthesis' in window)) return [];
  const known = speechSynthesis.getVoices();
  if (known.length > 0) return known;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, VOICES_WITHIN);
    const found = (): void => {
      clearTimeout(timer);
      resolve();
    };
    speechSynthesis.addEventListener('voiceschanged', found, { once: true });
  });
  return speechSynthesis.getVoices();
}
