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
  pupils: { classCode: string }[];
}

const AT_ONCE = 6;
/** Not one that is refused as weak. */
const PIN = '7305';

/**
 * Signs a teacher in once for each class, seats the pupils with class code, nickname and PIN, and opens a project for each.
 * All of them have seats in the demo class. For the sync server a class is a teacher's connection to so many documents, and
 * there are as many of these as classes.
 */
export async function enrol(
  origin: string,
  dataDir: string,
  classes: number,
  pupils: number,
): Promise<ClassOfPupils[]> {
  const demo = demoAccounts(dataDir);
  const teacher = demo.adults.find((adult) => adult.role === 'teacher')!;
  const { classCode } = demo.pupils[0]!;
  const seats = Array.from({ length: classes * pupils }, (_, i) => i);
  const enrolled: Pupil[] = [];
  const work = async (): Promise<void> => {
    for (let seat = seats.shift(); seat !== undefined; seat = seats.shift()) {
      const form = { code: classCode, nickname: `风筝${letters(seat)}`, pin: PIN, mode: 'new' };
      const cookie = await submit(origin, '/join', form, `/join?code=${classCode}`);
      enrolled.push({ cookie, projectId: await createProject(origin, cookie) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const rooms: ClassOfPupils[] = [];
  for (let i = 0; i < classes; i++) {
    const cookie = await submit(origin, '/sign-in', { email: teacher.email, password: teacher.password });
    rooms.push({ teacher: cookie, pupils: enrolled.slice(i * pupils, (i + 1) * pupils) });
  }
  return rooms;
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

/** Submits a form as the page does; resolves with the session cookie that the answer sets. */
async function submit(origin: string, path: string, form: Record<string, string>, page = path): Promise<string> {
  const answer = await fetch(`${origin}${page}`, {
    method: 'POST',
    redirect: 'manual',
    // Pages ask for HTML; then a form that was taken answers with a redirection.
    headers: { origin, accept: 'text/html' },
    body: new URLSearchParams(form),
  });
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!);
  if (answer.status !== 303 || cookies.length === 0)
    throw new Error(`${path} answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
  return cookies.join('; ');
}

async function createProject(origin: string, cookie: string): Promise<string> {
  const id = newUuid();
  const answer = await fetch(`${origin}/api/projects`, {
    method: 'POST',
    headers: { origin, cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ id, title: 'bench' }),
  });
  if (answer.status !== 201)
    throw new Error(`/api/projects answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
  return id;
}
