import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { FRAME_SCRIPT_HASH, frameBootstrap, frameDocument } from './bootstrap.ts';

it('names the hash of the one inline script that pages must allow', () => {
  expect(FRAME_SCRIPT_HASH).toBe(`'sha256-${createHash('sha256').update(frameBootstrap).digest('base64')}'`);
  expect(frameDocument()).toContain(FRAME_SCRIPT_HASH);
});

it('lets the frame load and send nothing', () => {
  const policy = /content="([^"]*)"/.exec(frameDocument('abc'))?.[1];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'none'");
  expect(policy).toContain("'nonce-abc'");
  expect(policy).not.toContain('unsafe-eval');
});
