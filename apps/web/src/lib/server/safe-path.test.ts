import fc from 'fast-check';
import { expect, it } from 'vitest';
import { safePath } from './safe-path.ts';

it('lets paths of this site pass and nothing else', () => {
  expect(safePath('/classes?x=1#top')).toBe('/classes?x=1#top');
  const others = ['//evil.example', '/\\evil.example', '/\t/evil.example', '/\n//evil.example', '/.//evil.example'];
  for (const bad of [null, '', ...others, 'https://evil.example', 'javascript:alert(1)']) {
    expect(safePath(bad)).toBeUndefined();
  }
});

it('never leads to another host, whatever is typed', () => {
  const typed = fc.string({
    unit: fc.constantFrom('/', '\\', '\t', '\n', '.', 'a', ':', '@', '?', '#', '%2f'),
    maxLength: 12,
  });
  fc.assert(
    fc.property(typed, (text) => {
      const path = safePath(`/${text}`);
      expect(path === undefined || new URL(path, 'https://kite.example').origin === 'https://kite.example').toBe(true);
    }),
    { numRuns: process.env.PAPERKITE_DEEP ? 100_000 : 5000 },
  );
});
