import { expect, it } from 'vitest';
import { safePath } from './safe-path.ts';

it('lets paths of this site pass and nothing else', () => {
  expect(safePath('/classes?x=1')).toBe('/classes?x=1');
  for (const bad of [null, '', '//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)']) {
    expect(safePath(bad)).toBeUndefined();
  }
});
