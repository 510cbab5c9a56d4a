import { expect, it } from 'vitest';
import { withNext } from './with-next.ts';

it('takes along where to go on, whatever is in it', () => {
  const next = '/works?order=new&of=纸鸢#top';
  expect(new URL(withNext('/join', next), 'http://kite.example').searchParams.get('next')).toBe(next);
});

it('leaves the address as it is where nothing is to follow', () => {
  expect(withNext('/join', null)).toBe('/join');
});
