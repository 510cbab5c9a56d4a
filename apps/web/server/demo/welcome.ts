import { networkInterfaces } from 'node:os';
import type { DemoAccounts } from './accounts.ts';

export interface Welcome {
  port: number;
  startedMs: number;
  /** Undefined where the demo was switched off. */
  demo: DemoAccounts | undefined;
}

/** What the person who typed `npm start` reads: where to go, and who they can be there. */
export function printWelcome({ port, startedMs, demo }: Welcome): void {
  const lines = [
    '',
    `  Paperkite 纸鸢  http://localhost:${port}   (ready in ${(startedMs / 1000).toFixed(1)} s)`,
    ...lanAddresses().map((address) => `                  http://${address}:${port}   from other devices here`),
  ];
  if (demo) {
    lines.push('', '  Demo accounts / 演示账号');
    for (const adult of demo.adults) lines.push(`    ${adult.role.padEnd(10)} ${adult.email}   ${adult.password}`);
    const [first] = demo.pupils;
    if (first)
      lines.push(
        `    pupil      class code ${first.classCode}   ${demo.pupils.map((p) => `${p.nickname} (PIN ${p.pin})`).join(', ')}`,
      );
    lines.push(
      '    Before real pupils come, begin with an empty PAPERKITE_DATA and PAPERKITE_DEMO=0: then there are none.',
    );
  }
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

function lanAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => entry.family === 'IPv4' && !entry.internal)
    .map((entry) => entry.address);
}
