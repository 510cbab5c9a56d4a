/** Collects lines of generated code, each with the block it comes from. */
export class Writer {
  readonly lines: string[] = [];
  /** For each line the index of its block, or -1. */
  readonly blocks: number[] = [];
  private depth = 0;

  line(text: string, block = -1): void {
    this.lines.push('  '.repeat(Math.min(this.depth, 40)) + text);
    this.blocks.push(block);
  }

  indent(): void {
    this.depth++;
  }

  outdent(): void {
    this.depth--;
  }

  /** Appends what another writer collected. */
  append(other: Writer): void {
    other.lines.forEach((text, index) => this.line(text, other.blocks[index]));
  }
}
