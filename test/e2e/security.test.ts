import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppServer } from './support/app-server.ts';

const ROUTES = fileURLToPath(new URL('../../apps/web/src/routes', import.meta.url));
const ID = '01a200fc-4876-7d93-965b-84ddf8fb54ee';

let server: AppServer;
let cookies: { teacher: string; set: string[] };
beforeAll(async () => {
  server = await AppServer.start({ PAPERKITE_DEMO: '0' });
  cookies = await signUp();
});
afterAll(() => server.stop());

/** Every address of the application, from its folders: whoever adds a route has it checked. */
function routes(folder = ROUTES, path = ''): { path: string; isPage: boolean }[] {
  const here = existsSync(join(folder, '+page.svelte'));
  const api = existsSync(join(folder, '+server.ts'));
  return [
    ...(here || api ? [{ path: path || '/', isPage: here }] : []),
    ...readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => {
        const segment = /^\(.*\)$/.test(name) ? '' : `/${name.replaceAll(/\[[^\]]+\]/g, ID)}`;
        return routes(join(folder, name), path + segment);
      }),
  ];
}

const form = (fields: Record<string, string>, headers: Record<string, string> = {}) => ({
  method: 'POST',
  body: new URLSearchParams(fields),
  headers: { origin: server.origin, ...headers },
  redirect: 'manual' as const,
});

async function signUp() {
  const fields = { name: '李老师', email: `${Date.now()}@school.example`, password: 'correct horse' };
  const answer = await fetch(`${server.origin}/sign-up`, form(fields));
  const set = answer.headers.getSetCookie();
  return { set, teacher: set.map((line) => line.split(';')[0]).join('; ') };
}

/** Content policy by directive. */
const policyOf = (answer: Response): Map<string, string[]> =>
  new Map(
    (answer.headers.get('content-security-policy') ?? '').split(';').map((part) => {
      const [name = '', ...sources] = part.trim().split(/\s+/);
      return [name, sources];
    }),
  );

describe('every address', () => {
  it('says what a browser may do with its answer, to strangers and to those who signed in', async () => {
    const all = routes();
    expect(all.length).toBeGreaterThan(40);
    for (const cookie of ['', cookies.teacher]) {
      for (const { path } of all) {
        const headers = { cookie, accept: 'text/html' };
        const answer = await fetch(server.origin + path, { headers, redirect: 'manual' });
        const about = `${path} ${answer.status}`;
        expect(answer.status, about).toBeLessThan(500);
        expect(answer.headers.get('x-content-type-options'), about).toBe('nosniff');
        expect(answer.headers.get('referrer-policy'), about).toBe('same-origin');
        expect(answer.headers.get('x-frame-options'), about).toBe('SAMEORIGIN');
        expect(answer.headers.get('access-control-allow-origin'), about).toBeNull();
        const permissions = answer.headers.get('permissions-policy');
        expect(permissions, about).toMatch(/camera=\(self\), microphone=\(self\).*geolocation=\(\)/);
        const policy = policyOf(answer);
        expect(
          [...policy.values()].flat().filter((source) => /^(https?:|wss?:|\*)/.test(source)),
          about,
        ).toEqual([]);
        const scripts = policy.get('script-src') ?? policy.get('default-src') ?? ['nothing said'];
        expect(
          scripts.filter((source) => /unsafe-inline|unsafe-eval|nothing said/.test(source)),
          about,
        ).toEqual([]);
        expect(policy.get('frame-ancestors'), about).toEqual(["'self'"]);
        if (answer.headers.get('content-type')?.startsWith('text/html') && answer.status === 200) {
          expect(policy.get('frame-src'), about).toEqual(["'self'"]);
          expect(policy.get('form-action'), about).toEqual(["'self'"]);
          expect(policy.get('object-src'), about).toEqual(["'none'"]);
          const html = await answer.text();
          expect(html.match(/<script(?![^>]*\bnonce=)[^>]*>/g) ?? [], about).toEqual([]);
          expect(html.match(/(src|href)="(https?:)?\/\/[^"]*"/g) ?? [], about).toEqual([]);
        } else await answer.arrayBuffer();
      }
    }
  });

  it('that changes something refuses pages of other sites', async () => {
    for (const { path } of routes()) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const headers = { cookie: cookies.teacher, origin: 'https://evil.example', 'content-type': 'text/plain' };
        const answer = await fetch(server.origin + path, { method, headers, body: '{}', redirect: 'manual' });
        expect(answer.status, `${method} ${path}`).toBe(403);
      }
    }
  });

  it('of the application takes JSON as JSON only', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const headers = { cookie: cookies.teacher, origin: server.origin, 'content-type': type };
      const body = JSON.stringify({ id: ID, title: 'x' });
      const answer = await fetch(`${server.origin}/api/projects`, { method: 'POST', headers, body });
      expect([403, 415], type).toContain(answer.status);
    }
  });
});

describe('a session', () => {
  it('is a cookie that no script reads and no other site sends', () => {
    expect(cookies.set.length).toBeGreaterThan(0);
    for (const line of cookies.set) {
      expect(line).toMatch(/;\s*HttpOnly/i);
      expect(line).toMatch(/;\s*SameSite=Lax/i);
      expect(line).toMatch(/;\s*Path=\/(;|$)/i);
      expect(line).not.toMatch(/;\s*Domain=/i);
    }
  });

  it('is sent over TLS only, where the application has such an address', async () => {
    const secure = await AppServer.start({ PAPERKITE_DEMO: '0', PUBLIC_ORIGIN: 'https://kite.example' });
    try {
      const fields = { name: '李', email: 'li@school.example', password: 'correct horse' };
      const host = { host: 'kite.example', origin: 'https://kite.example' };
      const answer = await fetch(`${secure.origin}/sign-up`, form(fields, host));
      for (const line of answer.headers.getSetCookie()) expect(line).toMatch(/;\s*Secure/i);
      expect(answer.headers.get('strict-transport-security')).toContain('max-age=');
    } finally {
      await secure.stop();
    }
  });
});

describe('a path', () => {
  /** As it stands, without the tidying that clients do. */
  const raw = (target: string): Promise<string> =>
    new Promise((resolve, reject) => {
      let heard = '';
      const lines = [`GET ${target} HTTP/1.1`, 'Host: localhost', 'Connection: close', `Cookie: ${cookies.teacher}`];
      const socket = connect(server.port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
      socket.on('data', (data) => (heard += String(data)));
      socket.on('close', () => resolve(heard));
      socket.on('error', reject);
    });

  it('leads to nothing outside of what is served', async () => {
    const up = ['..', '%2e%2e', '..%2f..', '%2e%2e%2f%2e%2e', '..%5c..', '....//', '%252e%252e', '..%00'];
    const bases = ['/', '/_app/', `/api/projects/${ID}/assets/`, `/api/snapshots/${ID}/assets/`, '/stage/'];
    for (const base of bases) {
      for (const step of up) {
        for (const file of ['cookie-secret', 'etc/passwd', 'package.json']) {
          const answer = await raw(`${base}${Array(6).fill(step).join('/')}/${file}`);
          expect(answer, `${base} ${step} ${file}`).not.toMatch(/^HTTP\/1.1 (200|5\d\d)/);
          expect(answer).not.toContain('root:');
        }
      }
    }
    expect(await raw('/healthz')).toContain('200 OK');
  });
});
