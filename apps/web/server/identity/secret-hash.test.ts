import { describe, expect, it } from 'vitest';
import { hashSecret, verifySecret } from './secret-hash.ts';

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
});
