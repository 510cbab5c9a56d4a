/** How long the name of a channel may be. */
const LONGEST_NAME = 24;
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/**
 * Values for the plotter in one line of text, channel -> value: `light:512 angle:90`, `light:512,angle:90`, or plain numbers
 * `512, 90`, whose channels are called 1, 2 and so on. Null when the line is anything else.
 */
export function readPlotLine(line: string): Map<string, number> | null {
  const parts = line
    .replaceAll('：', ':')
    .replaceAll(/\s*:\s*/g, ':')
    .trim()
    .split(/[,，;\s]+/)
    .filter((part) => part !== '');
  if (parts.length === 0) return null;
  const values = new Map<string, number>();
  for (const [index, part] of parts.entries()) {
    const cut = part.lastIndexOf(':');
    const name = cut < 0 ? String(index + 1) : part.slice(0, cut);
    const text = part.slice(cut + 1);
    const value = NUMBER.test(text) ? Number(text) : NaN;
    if (name === '' || name.length > LONGEST_NAME || !Number.isFinite(value)) return null;
    values.set(name, value);
  }
  return values;
}
