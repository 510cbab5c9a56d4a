import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const RUNTIME = fileURLToPath(new URL('../../../packages/i18n/src/generated/runtime.js', import.meta.url));
const MESSAGE = /[\\/]generated[\\/]messages[\\/]\w+\.js$/;
const CHOICE = 'virtual:message-language';

/** A text without forms of number or gender, as the compiler of messages writes it. */
const textIn = (locale: string): string =>
  String.raw`const ${locale}\d*_\w+ = /\*\*[^\n]*?\*/ \((i?)\) => \{\s*return /\*\*[^\n]*?\*/ \((\`[^\`]*\`)\)\s*\};`;
const MESSAGE_BODY = new RegExp(String.raw`${textIn('zh_cn')}\s*${textIn('en')}[^]*?export const (\w+) =`);

/**
 * Writes each message as one function instead of three: a page has hundreds, and they are a tenth of the editor's bytes.
 * What does not look as expected stays as it is.
 */
export function shortMessages(): Plugin {
  return {
    name: 'paperkite:short-messages',
    applyToEnvironment: ({ name }) => name === 'client',
    resolveId: (id) => (id === CHOICE ? `\0${CHOICE}` : null),
    load: (id) =>
      id === `\0${CHOICE}`
        ? `import { getLocale } from ${JSON.stringify(RUNTIME)};
export const inEnglish = (options) => (options?.locale ?? getLocale()) === 'en';`
        : null,
    transform(code, id) {
      if (!MESSAGE.test(id)) return null;
      const [found, , chinese, , english, name] = MESSAGE_BODY.exec(code) ?? [];
      if (!found) return null;
      return {
        code: `import { inEnglish } from '${CHOICE}';
export const ${name} = (i, options) => inEnglish(options) ? ${english} : ${chinese};`,
        map: null,
      };
    },
  };
}
