/** Lines of a sketch under construction, each with the block that it comes from. */
export class SketchWriter {
  readonly lines: { text: string; block: string }[] = [];
  depth = 0;

  put(text: string, block = ''): void {
    this.lines.push({ text: text === '' ? '' : '  '.repeat(Math.min(this.depth, 30)) + text, block });
  }

  /** Several lines as they are. */
  putAll(text: string): void {
    for (const line of text.split('\n')) this.put(line);
  }

  /** A block in braces. */
  braces(head: string, block: string, inside: () => void): void {
    this.put(`${head} {`, block);
    this.depth++;
    inside();
    this.depth--;
    this.put('}', block);
  }
}
