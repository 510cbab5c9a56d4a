import { expect, it } from 'vitest';
import { hasChanged, type WouldSubmit } from './changes.ts';

const last = {
  version: 1,
  group: 'primary',
  typed: { title: '风筝', text: '会飞' },
  files: { video: 'a'.repeat(64) },
  snapshot: 'b'.repeat(64),
  teamChanged: false,
};
const same = {
  group: 'primary',
  typed: { title: '风筝 ', text: '会飞', link: '' },
  files: last.files,
  snapshot: last.snapshot,
};

it('sees nothing new in the same work, whatever spaces were typed around it', () => {
  expect(hasChanged(last, same)).toBe(false);
});

it('sees a new word, a new file, another group, another team, a moved block', () => {
  const changes: Partial<WouldSubmit>[] = [
    { typed: { ...same.typed, text: '会飞，会转' } },
    { typed: { title: '风筝' } },
    { files: {} },
    { files: { video: 'c'.repeat(64) } },
    { group: 'junior' },
    { snapshot: 'c'.repeat(64) },
  ];
  for (const change of changes) {
    expect(hasChanged(last, { ...same, ...change }), JSON.stringify(change)).toBe(true);
  }
  expect(hasChanged({ ...last, teamChanged: true }, same)).toBe(true);
});

it('claims nothing about a project that it does not know', () => {
  expect(hasChanged(last, { ...same, snapshot: undefined })).toBe(true);
});
