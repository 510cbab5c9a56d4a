import { BOARD_DIAGNOSTICS, type BoardDiagnosticCode } from '@paperkite/compiler/board';
import { locales, m, overwriteGetLocale } from '@paperkite/i18n';
import { expect, it } from 'vitest';
import { diagnosticText } from './diagnostic-text.ts';

const PARAMS = {
  text: 'abc',
  name: 'n',
  first: 'number',
  second: 'text',
  length: 9,
  limit: 8,
  pin: 'D3',
  count: 40,
  bytes: 700,
};

it('has a sentence for everything that the compiler says, with every blank filled in', () => {
  for (const locale of locales) {
    overwriteGetLocale(() => locale);
    for (const code of Object.keys(BOARD_DIAGNOSTICS) as BoardDiagnosticCode[]) {
      const text = diagnosticText({ code, severity: BOARD_DIAGNOSTICS[code], block: 'b', params: PARAMS });
      expect(text, code).not.toMatch(/[{}]|undefined|^\s*$/);
    }
  }
});

it('names kinds of values in the language of the page', () => {
  overwriteGetLocale(() => 'zh-CN');
  const text = diagnosticText({ code: 'mixed-variable', severity: 'error', block: 'b', params: PARAMS });
  expect(text).toContain(m.boards_diagnostic_kind_number());
  expect(text).not.toContain('number');
});
