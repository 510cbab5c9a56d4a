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

  it('reads its own address as browsers write it, and refuses what is none', () => {
    for (const PUBLIC_ORIGIN of ['https://kite.example', 'https://Kite.example:443/', 'https://kite.example/join?x']) {
      expect(unwrap(readConfig({ PUBLIC_ORIGIN })).origin).toBe('https://kite.example');
    }
    expect(unwrap(readConfig({})).origin).toBeUndefined();
    for (const PUBLIC_ORIGIN of ['', 'kite.example', 'kite.example:8080', 'ftp://kite.example', 'null']) {
      const said = { ok: false, error: expect.stringContaining(`PUBLIC_ORIGIN must be`) };
      expect(readConfig({ PUBLIC_ORIGIN })).toMatchObject(said);
    }
  });

  it('refuses half of the Supabase settings', () => {
    expect(readConfig({ SUPABASE_URL: 'https://example.invalid' }).ok).toBe(false);
  });

  it('makes demo accounts on the embedded database, on another one only when told to', () => {
    const DATABASE_URL = 'postgres://db.example/kite';
    const demo = (env: NodeJS.ProcessEnv): boolean => unwrap(readConfig(env)).demo;
    expect([demo({}), demo({ PAPERKITE_DEMO: '0' })]).toEqual([true, false]);
    expect([demo({ DATABASE_URL }), demo({ DATABASE_URL, PAPERKITE_DEMO: '1' })]).toEqual([false, true]);
    expect(readConfig({ PAPERKITE_DEMO: 'no' })).toMatchObject({ ok: false, error: expect.stringContaining('"no"') });
  });

  it('refuses a secret that is too short to be one', () => {
    expect(readConfig({ PAPERKITE_SECRET: 'hunter2' }).ok).toBe(false);
    expect(unwrap(readConfig({ PAPERKITE_SECRET: 'x'.repeat(32) })).secret).toHaveLength(32);
  });

  it('refuses a database address of another kind', () => {
    expect(readConfig({ DATABASE_URL: 'mysql://localhost' }).ok).toBe(false);
  });
});
