import { unwrap } from '@paperkite/kernel';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

describe('the configuration', () => {
  it('has defaults for everything', () => {
    expect(unwrap(readConfig({}))).toMatchObject({ port: 3000, databaseUrl: undefined, trustProxy: false, demo: true });
  });

  it('says what is wrong with a port that is none', () => {
    expect(readConfig({ PORT: 'abc' })).toMatchObject({ ok: false, error: expect.stringContaining('"abc"') });
  });

  it('refuses half of the Supabase settings', () => {
    expect(readConfig({ SUPABASE_URL: 'https://example.invalid' }).ok).toBe(false);
  });

  it('refuses a database address of another kind', () => {
    expect(readConfig({ DATABASE_URL: 'mysql://localhost' }).ok).toBe(false);
  });
});
