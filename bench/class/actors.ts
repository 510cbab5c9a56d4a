import { spawnSync } from 'node:child_process';
import { newUuid } from '@paperkite/kernel';

/** Everything the bench does as a person, through the same HTTP interfaces as the pages. */
export interface Pupil {
  cookie: string;
  projectId: string;
}

export interface ClassOfPupils {
  /** The teacher's session. */
  teacher: string;
  pupils: Pupil[];
}

interface DemoAccounts {
  adults: { role: string; email: string; password: string }[];
}

const AT_ONCE = 6;
/** Not one that is refused as weak. */
const PIN = '7305';
/** Beijing, as seeded: units have the ids of their GB/T 2260 codes. */
const PROVINCE = '00000000-0000-7000-8000-000000110000';

/**
 * The demo teacher opens the classes and has a session for each; the pupils take seats with class code, nickname and PIN, and
 * begin a project each.
 */
export async function enrol(
  origin: string,
  dataDir: string,
  classes: number,
  pupils: number,
): Promise<ClassOfPupils[]> {
  const { email, password } = demoAccounts(dataDir).adults.find((adult) => adult.role === 'teacher')!;
  const rooms: ClassOfPupils[] = [];
  for (let i = 0; i < classes; i++) {
    const { cookies: teacher } = await submit(origin, '/sign-in', { email, password });
    const code = await openClass(origin, teacher, `bench ${i + 1}`);
    const seats = Array.from({ length: pupils }, (_, seat) => seat);
    const seated: Pupil[] = [];
    const work = async (): Promise<void> => {
      for (let seat = seats.shift(); seat !== undefined; seat = seats.shift()) {
        const form = { code, nickname: `风筝${letters(seat)}`, pin: PIN, mode: 'new' };
        const { cookies: cookie } = await submit(origin, '/join', form, { page: `/join?code=${code}` });
        seated.push({ cookie, projectId: await createProject(origin, cookie) });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    rooms.push({ teacher, pupils: seated });
  }
  return rooms;
}

/** Resolves with the code by which pupils come in. */
async function openClass(origin: string, cookie: string, name: string): Promise<string> {
  const form = { name, province: PROVINCE, school: '纸鸢小学' };
  const { location } = await submit(origin, '/classes', form, { cookie });
  const { pathname } = new URL(location, origin);
  const { code } = await post<{ code: string }>(origin, `/api${pathname}/code`, cookie, { lifetime: 'day' });
  return code;
}

function demoAccounts(dataDir: string): DemoAccounts {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['scripts/demo-accounts.mjs'], {
    env: { ...process.env, PAPERKITE_DATA: dataDir },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as DemoAccounts;
}

/** Nicknames may not look like numbers of a register: letters instead. */
const letters = (n: number): string =>
  String.fromCharCode(97 + (n % 26)) + (n >= 26 ? letters(Math.floor(n / 26) - 1) : '');

/** Submits a form as the page does; resolves with the session that the answer sets and where it leads. */
async function submit(
  origin: string,
  path: string,
  form: Record<string, string>,
  { page = path, cookie = '' } = {},
): Promise<{ cookies: string; location: string }> {
  const answer = await fetch(`${origin}${page}`, {
    method: 'POST',
    redirect: 'manual',
    // Pages ask for HTML; then a form that was taken answers with a redirection.
    headers: { origin, cookie, accept: 'text/html' },
    body: new URLSearchParams(form),
  });
  if (answer.status !== 303) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  const cookies = answer.headers.getSetCookie().map((header) => header.split(';')[0]!);
  return { cookies: cookies.join('; '), location: answer.headers.get('location') ?? '' };
}

async function createProject(origin: string, cookie: string): Promise<string> {
  const id = newUuid();
  await post(origin, '/api/projects', cookie, { id, title: 'bench' });
  return id;
}

async function post<T>(origin: string, path: string, cookie: string, body: unknown): Promise<T> {
  const answer = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { origin, cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
