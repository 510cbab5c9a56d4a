import { readFileSync, writeSync } from 'node:fs';
import { readProjectFile } from '@paperkite/project';

/** node open-file.ts FILE: opens it and prints, as one JSON line, with what result and what that took. */
const bytes = new Uint8Array(readFileSync(process.argv[2]!));
const before = process.cpuUsage();
const read = await readProjectFile(bytes, { title: 't' });
const { user, system } = process.cpuUsage(before);
const report = {
  outcome: read.ok ? 'opened' : read.error.code,
  notes: read.ok ? read.value.notes.map(({ code }) => code) : [],
  cpuMs: (user + system) / 1000,
  /** Megabytes in memory at most, with the file itself and the program. */
  memory: process.resourceUsage().maxRSS / 1024,
};
writeSync(1, JSON.stringify(report));
