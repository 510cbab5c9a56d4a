import { describe, expect, it } from 'vitest';
import { createSecretHasher } from './secret-hash.ts';

const { hash: hashSecret, verify: verifySecret } = createSecretHasher();

describe('hashes of passwords and PINs', () => {
  it('fit the secret and no other', async () => {
    const hash = await hashSecret('4711');
    expect(await verifySecret('4711', hash)).toBe(true);
    expect(await verifySecret('4712', hash)).toBe(false);
  });

  it('differ for the same secret', async () => {
    expect(await hashSecret('4711')).not.toBe(await hashSecret('4711'));
  });

  it('of a form that we do not know fit nothing', async () => {
    expect(await verifySecret('4711', 'md5$4711')).toBe(false);
    expect(await verifySecret('', '')).toBe(false);
  });

  it('leave the event loop free while they are made', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await Promise.all([hashSecret('a'), hashSecret('b'), hashSecret('c')]);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });

  it('are made a few at a time, in the order of asking, and say when too many wait', async () => {
    const hasher = createSecretHasher({ parallel: 1, waiting: 3 });
    const done: number[] = [];
    const all = [0, 1, 2, 3].map((i) => hasher.hash(String(i)).then(() => done.push(i)));
    expect(hasher.isFull()).toBe(true);
    await all[0];
    expect(done).toEqual([0]);
    expect(hasher.isFull()).toBe(false);
    await Promise.all(all);
    expect(done).toEqual([0, 1, 2, 3]);
    expect(await Promise.all([hasher.verify('', 'x$'), hasher.verify('', '')])).toEqual([false, false]);
  });
});
