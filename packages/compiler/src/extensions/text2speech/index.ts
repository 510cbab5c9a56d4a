import { command, text, value, type Extension } from '../contract.ts';

const observes = { observes: true } as const;

/** Text to speech: the voice belongs to the sprite, the language to the project. */
export const text2speech: Extension = {
  id: 'text2speech',
  commands: {
    text2speech_speakAndWaitBlock: command('speech.speakAndWait', [text('WORDS')], { yields: true }),
    text2speech_setVoiceBlock: command('speech.setVoice', [value('VOICE')], observes),
    text2speech_setLanguageBlock: command('speech.setLanguage', [text('LANGUAGE')]),
  },
};
