import type { Scalar } from '@paperkite/project';
import { SPEECH_VOICES, type SpeechVoice } from '../../ports.ts';
import { wrap } from '../cast.ts';
import type { Core } from '../core.ts';
import type { StageTarget } from '../target.ts';
import { settled } from '../waiting.ts';

export type SpeechBlocks = ReturnType<typeof speechBlocks>;

/** Languages that the block offers, as Scratch's files name them. */
const LANGUAGES: ReadonlySet<string> = new Set(
  'ar zh-cn da nl en fr de hi is it ja ko nb pl pt-br pt ro ru es es-419 sv tr cy'.split(' '),
);
/** The kitten speaks English and knows one word. */
const KITTEN_LANGUAGE = 'en';

const isVoice = (name: string): name is SpeechVoice => (SPEECH_VOICES as readonly string[]).includes(name);

/** Text to speech: a voice for each sprite, one language for all. */
export function speechBlocks(core: Core) {
  /** Empty: that of the person who watches. */
  let language = core.targets.stage.table.speechLanguage ?? '';

  return {
    *speakAndWait(t: StageTarget, words: string): Generator<number, void, void> {
      const meows = t.voice === 'KITTEN';
      const text = (meows ? words.replace(/\S+/g, 'meow') : words).trim();
      if (text === '') return;
      const style = { voice: t.voice, language: meows ? KITTEN_LANGUAGE : language, volume: t.volume };
      yield* settled(core.speech.speak(text, style));
    },
    /** By name, or by a number from 1 that goes around. */
    setVoice: (t: StageTarget, wanted: Scalar): void => {
      const name = String(wanted);
      const number = parseInt(name, 10);
      if (isVoice(name)) t.voice = name;
      else if (!Number.isNaN(number)) t.voice = SPEECH_VOICES[wrap(number - 1, 0, SPEECH_VOICES.length - 1)]!;
    },
    setLanguage: (_t: StageTarget, wanted: string): void => {
      const name = wanted.toLowerCase();
      if (LANGUAGES.has(name)) language = name;
    },
  };
}
