import { createProjectDoc } from '@paperkite/collab';
import * as Y from 'yjs';
import type { ClassOfPupils } from './actors.ts';
import { EditingPupil, countLost } from './editing-pupil.ts';
import type { Acknowledged, Tally } from './editing-pupil.ts';
import type { BenchOptions } from './options.ts';
import { percentiles, round } from './percentiles.ts';
import type { ServerProcess } from './server-process.ts';
import { openSocket } from './wire-client.ts';
import type { WireSocket } from './wire-client.ts';

/** A server to be measured: how to start it (again, over the same data), and who works on it. */
export interface Subject {
  name: string;
  start(): Promise<ServerProcess>;
  url(port: number): string;
  /** Called once, at the first start. */
  enrol(port: number): Promise<ClassOfPupils[]>;
}

export interface ClassResult {
  acknowledged: number;
  lost: number;
  propagationMs: ReturnType<typeof percentiles>;
  ackMs: ReturnType<typeof percentiles>;
  /** Of one core, the server's process and its database together. */
  serverCpuPercent: number;
  rssMB: number;
  bytesPerEdit: number;
  editsPerSecond: number;
  /** Of one core. `clients` is the process that plays all people: where it nears 100, it is what was measured. */
  cpuPercent: { server: number; database: number; clients: number };
  memoryMB: { server: number; database: number };
  kills: number;
  startMs: number;
}

interface Classroom {
  pupils: EditingPupil[];
  teachers: WireSocket[];
}

const WARM_UP_MS = 3000;
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const note = (text: string): void => void process.stderr.write(`  ${text}\n`);

/** Runs the whole measurement on one server. */
export async function measure(subject: Subject, options: BenchOptions, kills: number): Promise<ClassResult> {
  const running: { server?: ServerProcess } = {};
  const remember: Subject = { ...subject, start: async () => (running.server = await subject.start()) };
  try {
    return await run(remember, options, kills);
  } finally {
    await running.server?.stop();
  }
}

async function run(subject: Subject, options: BenchOptions, kills: number): Promise<ClassResult> {
  const before = performance.now();
  let server = await subject.start();
  const startMs = performance.now() - before;
  note(`${subject.name}: ready after ${Math.round(startMs)} ms; enrolling ${options.classes * options.pupils} pupils`);
  const rooms = await subject.enrol(server.port);

  let classroom = await fillClassroom(subject.url(server.port), rooms, 0);
  const tally: Tally = { ackMs: [], propagationMs: [], sent: 0 };
  const warmUp: Tally = { ackMs: [], propagationMs: [], sent: 0 };
  for (const pupil of classroom.pupils) pupil.start(options.rate, warmUp);
  await sleep(WARM_UP_MS);
  for (const pupil of classroom.pupils) pupil.pause();
  await everythingAcknowledged(classroom);

  note(`${subject.name}: measuring ${options.seconds} s`);
  const [bytesBefore, usageBefore, started] = [sumSent(classroom), server.usage(), performance.now()];
  const clientsBefore = process.cpuUsage();
  for (const pupil of classroom.pupils) pupil.start(options.rate, tally);
  await sleep(options.seconds * 1000);
  for (const pupil of classroom.pupils) pupil.pause();
  const [seconds, usageAfter] = [(performance.now() - started) / 1000, server.usage()];
  const clients = process.cpuUsage(clientsBefore);
  await everythingAcknowledged(classroom);
  const bytes = sumSent(classroom) - bytesBefore;

  let acknowledged = 0;
  let lost = 0;
  let firstNumber = Math.max(...classroom.pupils.map((pupil) => pupil.nextNumber()));
  for (let kill = 1; kill <= kills; kill++) {
    if (kill > 1) classroom = await fillClassroom(subject.url(server.port), rooms, firstNumber);
    for (const pupil of classroom.pupils) pupil.start(options.rate, { ackMs: [], propagationMs: [], sent: 0 });
    await sleep(200 + Math.random() * 2800);
    await server.kill9();
    const claims = dismiss(classroom);
    firstNumber = Math.max(...classroom.pupils.map((pupil) => pupil.nextNumber()));
    server = await subject.start();
    const gone = await countLostEdits(subject.url(server.port), rooms, claims);
    acknowledged += claims.reduce((sum, claim) => sum + claim.edits.length, 0);
    lost += gone;
    note(`${subject.name}: kill ${kill} of ${kills}: ${acknowledged} acknowledged so far, ${lost} lost`);
  }
  if (kills === 0) {
    const claims = dismiss(classroom);
    acknowledged = claims.reduce((sum, claim) => sum + claim.edits.length, 0);
    lost = await countLostEdits(subject.url(server.port), rooms, claims);
  }

  const cpu = (part: 'own' | 'children'): number =>
    round(((usageAfter[part].cpuSeconds - usageBefore[part].cpuSeconds) / seconds) * 100);
  return {
    acknowledged,
    lost,
    propagationMs: percentiles(tally.propagationMs),
    ackMs: percentiles(tally.ackMs),
    serverCpuPercent: round(cpu('own') + cpu('children')),
    rssMB: Math.round(usageAfter.own.memoryMB + usageAfter.children.memoryMB),
    bytesPerEdit: round(bytes / tally.sent),
    editsPerSecond: round(tally.sent / seconds),
    cpuPercent: {
      server: cpu('own'),
      database: cpu('children'),
      clients: round((clients.user + clients.system) / 1e4 / seconds),
    },
    memoryMB: { server: Math.round(usageAfter.own.memoryMB), database: Math.round(usageAfter.children.memoryMB) },
    kills,
    startMs: Math.round(startMs),
  };
}

/** Everybody comes in: pupils with new empty documents, the teachers with all documents of their class on one socket. */
async function fillClassroom(url: string, rooms: ClassOfPupils[], firstNumber: number): Promise<Classroom> {
  const pupils: EditingPupil[] = [];
  const teachers: WireSocket[] = [];
  for (const room of rooms) {
    const here = await Promise.all(
      room.pupils.map(async ({ projectId, cookie }) => {
        const pupil = new EditingPupil(projectId, firstNumber);
        await pupil.connect(url, cookie);
        return pupil;
      }),
    );
    pupils.push(...here);
    const teacher = await openSocket(url, room.teacher);
    await Promise.all(
      here.map(async (pupil) => {
        const doc = new Y.Doc();
        doc.on('update', () => pupil.propagated(doc));
        await teacher.join(pupil.projectId, doc);
      }),
    );
    teachers.push(teacher);
  }
  const classroom = { pupils, teachers };
  await everythingAcknowledged(classroom);
  return classroom;
}

async function everythingAcknowledged({ pupils }: Classroom): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!pupils.every((pupil) => pupil.allAcknowledged())) {
    if (performance.now() > deadline) throw new Error('edits were not acknowledged within a minute');
    await sleep(20);
  }
}

/** Closes all clients at once; returns what the server had acknowledged to each. */
function dismiss({ pupils, teachers }: Classroom): Acknowledged[] {
  const claims = pupils.map((pupil) => pupil.acknowledged());
  for (const pupil of pupils) pupil.drop();
  for (const teacher of teachers) teacher.terminate();
  return claims;
}

/** Looks at every document with a new client that has nothing. */
async function countLostEdits(url: string, rooms: ClassOfPupils[], claims: readonly Acknowledged[]): Promise<number> {
  const cookies = new Map(
    rooms.flatMap((room) => room.pupils.map(({ projectId, cookie }) => [projectId, cookie] as const)),
  );
  const losses = await Promise.all(
    claims.map(async (claim) => {
      const doc = createProjectDoc();
      const socket = await openSocket(url, cookies.get(claim.projectId));
      await socket.join(claim.projectId, doc.ydoc);
      const lost = countLost(doc, claim);
      socket.terminate();
      return lost;
    }),
  );
  return losses.reduce((sum, lost) => sum + lost, 0);
}

const sumSent = ({ pupils }: Classroom): number => pupils.reduce((sum, pupil) => sum + pupil.sentBytes(), 0);
