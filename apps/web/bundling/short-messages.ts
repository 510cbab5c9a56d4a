import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const I18N = new URL('../../../packages/i18n/', import.meta.url);
const LOCALES = ['en', 'zh-CN'];
const MESSAGE = /[\\/]generated[\\/]messages[\\/]\w+\.js$/;
const CHOICE = 'virtual:message-language';

/** A text without forms of number or gender, as the compiler of messages writes it. */
const textIn = (locale: string): string =>
  String.raw`const ${locale}\d*_\w+ = /\*\*[^\n]*?\*/ \((i?)\) => \{\s*return /\*\*[^\n]*?\*/ \((\`[^\`]*\`)\)\s*\};`;
const MESSAGE_BODY = new RegExp(String.raw`${textIn('zh_cn')}\s*${textIn('en')}[^]*?export const (\w+) =`);

/**
 * Writes each message as one function instead of three: a page has hundreds, and they are a tenth of the editor's bytes.
 * What does not look as expected stays as it is. A build fails when that is most of them, or when there are languages that
 * this does not know.
 * @param i18n The folder of the package that has the messages
 */
export function shortMessages(i18n = I18N): Plugin {
  const runtime = fileURLToPath(new URL('src/generated/runtime.js', i18n));
  let seen = 0;
  let shortened = 0;
  return {
    name: 'paperkite:short-messages',
    applyToEnvironment: ({ name }) => name === 'client',
    buildStart() {
      seen = shortened = 0;
      const settings = readFileSync(new URL('project.inlang/settings.json', i18n), 'utf8');
      const { locales } = JSON.parse(settings) as { locales: string[] };
      if (locales.toSorted().join() !== LOCALES.join()) this.error(`messages in ${locales.join()} cannot be shortened`);
    },
    resolveId: (id) => (id === CHOICE ? `\0${CHOICE}` : null),
    load: (id) =>
      id === `\0${CHOICE}`
        ? `import { getLocale } from ${JSON.stringify(runtime)};
export const inEnglish = (options) => (options?.locale ?? getLocale()) === 'en';`
        : null,
    transform(code, id) {
      if (!MESSAGE.test(id)) return null;
      seen++;
      const [found, , chinese, , english, name] = MESSAGE_BODY.exec(code) ?? [];
      if (!found) return null;
      shortened++;
      return {
        code: `import { inEnglish } from '${CHOICE}';
export const ${name} = (i, options) => inEnglish(options) ? ${english} : ${chinese};`,
        map: null,
      };
    },
    generateBundle() {
      if (shortened === 0 || shortened * 2 < seen)
        this.error(`only ${shortened} of ${seen} messages could be shortened`);
    },
  };
}
