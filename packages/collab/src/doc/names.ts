/**
 * The name itself if nobody has it, otherwise with the next free number at its end (`Cat` -> `Cat2`, `Cat2` -> `Cat3`), as
 * Scratch does.
 */
export function freeName(wanted: string, taken: Iterable<string>): string {
  const names = new Set(taken);
  if (!names.has(wanted)) return wanted;
  const stem = wanted.replace(/\d+$/, '');
  for (let n = 2; ; n++) if (!names.has(`${stem}${n}`)) return `${stem}${n}`;
}
