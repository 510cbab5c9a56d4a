import { m } from '@paperkite/i18n';
import type { BlockSpec, Category, MenuOption } from '../../spec.ts';
import { choice, fixedMenu, menuShadow, stack, string } from '../../spec.ts';

/** Languages by their own names, as on the switch of every site; the values are Scratch's. */
const LANGUAGES: readonly MenuOption[] = [
  ['中文（普通话）', 'zh-cn'],
  ['English', 'en'],
  ['العربية', 'ar'],
  ['Cymraeg', 'cy'],
  ['Dansk', 'da'],
  ['Deutsch', 'de'],
  ['Español', 'es'],
  ['Español (Latinoamérica)', 'es-419'],
  ['Français', 'fr'],
  ['हिन्दी', 'hi'],
  ['Íslenska', 'is'],
  ['Italiano', 'it'],
  ['日本語', 'ja'],
  ['한국어', 'ko'],
  ['Nederlands', 'nl'],
  ['Norsk bokmål', 'nb'],
  ['Polski', 'pl'],
  ['Português', 'pt'],
  ['Português (Brasil)', 'pt-br'],
  ['Română', 'ro'],
  ['Русский', 'ru'],
  ['Svenska', 'sv'],
  ['Türkçe', 'tr'],
];

const blocks: BlockSpec[] = [
  stack('text2speech_speakAndWaitBlock', m.extensions_speech_speak, string('WORDS', m.extensions_speech_hello)),
  stack(
    'text2speech_setVoiceBlock',
    m.extensions_speech_set_voice,
    choice('VOICE', 'text2speech_menu_voices', 'voices', 'ALTO'),
  ),
  stack(
    'text2speech_setLanguageBlock',
    m.extensions_speech_set_language,
    choice('LANGUAGE', 'text2speech_menu_languages', 'languages', 'zh-cn'),
  ),
  menuShadow(
    'text2speech_menu_voices',
    fixedMenu(
      'voices',
      [m.extensions_voice_alto, 'ALTO'],
      [m.extensions_voice_tenor, 'TENOR'],
      [m.extensions_voice_squeak, 'SQUEAK'],
      [m.extensions_voice_giant, 'GIANT'],
      [m.extensions_voice_kitten, 'KITTEN'],
    ),
  ),
  menuShadow('text2speech_menu_languages', fixedMenu('languages', ...LANGUAGES)),
];

/** Words that are spoken. */
export const text2speech: Category = {
  id: 'text2speech',
  name: m.extensions_speech_name,
  isExtension: true,
  blocks,
  toolbox: () => ['text2speech_speakAndWaitBlock', 'text2speech_setVoiceBlock', 'text2speech_setLanguageBlock'],
};
