import { describe, expect, it } from 'vitest';
import { chooseVoice, readingTime } from './speaker.ts';

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
