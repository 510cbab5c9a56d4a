import { afterEach, describe, expect, it, vi } from 'vitest';
import { chooseVoice, readingTime, Speaker } from './speaker.ts';

const voice = (lang: string, name: string, localService = true) => ({ lang, name, localService });
const VOICES = [
  voice('en-US', 'Cloud English', false),
  voice('en-GB', 'Daniel'),
  voice('en-US', 'Samantha'),
  voice('zh-CN', 'Cloud 普通话', false),
  voice('zh_TW', 'Mei-Jia'),
];

describe('the voice that speaks', () => {
  it('is on this computer, even when a service would be nearer', () => {
    expect(chooseVoice(VOICES, 'zh-cn', 'ALTO', '你好')?.name).toBe('Mei-Jia');
    expect(chooseVoice([VOICES[0]!], 'en', 'ALTO', 'hello')).toBeUndefined();
  });

  it('speaks the language, its region if there is one, and sounds as wanted', () => {
    expect(chooseVoice(VOICES, 'en-us', 'TENOR', 'hi')?.name).toBe('Samantha');
    expect(chooseVoice(VOICES, 'en', 'GIANT', 'hi')?.name).toBe('Daniel');
    expect(chooseVoice(VOICES, 'en', 'SQUEAK', 'hi')?.name).toBe('Samantha');
  });

  it('is another where any can read the words, and none where it cannot', () => {
    expect(chooseVoice([voice('zh-CN', 'Ting-Ting')], 'en', 'KITTEN', 'meow meow')?.name).toBe('Ting-Ting');
    expect(chooseVoice([voice('en-GB', 'Daniel')], 'zh-cn', 'ALTO', '你好')).toBeUndefined();
    expect(chooseVoice([], 'en', 'ALTO', 'hi')).toBeUndefined();
  });
});

it('reading takes longer for longer words, for Chinese characters, and for slow voices', () => {
  expect(readingTime('hello', 1)).toBeLessThan(readingTime('hello, everybody', 1));
  expect(readingTime('hello', 1)).toBeLessThan(readingTime('大家好呀！', 1));
  expect(readingTime('hello', 1)).toBeLessThan(readingTime('hello', 0.5));
});

describe('muting', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('silences what is being said and what waits for it; scripts go on when it would have been said', async () => {
    vi.useFakeTimers();
    const queue: Partial<SpeechSynthesisUtterance>[] = [];
    const speechSynthesis = {
      getVoices: () => [voice('en-GB', 'Daniel')],
      speak: (utterance: Partial<SpeechSynthesisUtterance>) => queue.push(utterance),
      cancel: () => {
        for (const { onerror } of queue.splice(0)) (onerror as (() => void) | null)?.();
      },
    };
    vi.stubGlobal('window', { speechSynthesis });
    vi.stubGlobal('speechSynthesis', speechSynthesis);
    vi.stubGlobal('SpeechSynthesisUtterance', class {});
    const spoken: number[] = [];
    const speaker = new Speaker({ onSpoken: (serial) => spoken.push(serial), onNoVoice: () => {} });
    const words = 'fourteen chars';
    const lasts = readingTime(words, 1);
    const style = { voice: 'TENOR', language: 'en', volume: 100 } as const;
    speaker.speak(1, words, style);
    speaker.speak(2, words, style);
    await vi.advanceTimersByTimeAsync(0);
    (queue[0]!.onstart as () => void)();
    await vi.advanceTimersByTimeAsync(lasts / 2);

    speaker.setMuted(true);
    expect(queue).toEqual([]);
    await vi.advanceTimersByTimeAsync(lasts / 2 - 10);
    expect(spoken).toEqual([]);
    await vi.advanceTimersByTimeAsync(20);
    expect(spoken).toEqual([1]);
    await vi.advanceTimersByTimeAsync(lasts);
    expect(spoken).toEqual([1, 2]);

    speaker.speak(3, words, style);
    await vi.advanceTimersByTimeAsync(0);
    expect(queue[0]!.volume).toBe(0);
  });
});
