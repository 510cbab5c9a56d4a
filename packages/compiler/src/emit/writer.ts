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

  /** Puts a line before the one of this number. */
  insert(at: number, text: string): void {
    this.lines.splice(at, 0, text);
    this.blocks.splice(at, 0, -1);
  }

  /** Appends what another writer collected. */
  append(other: Writer): void {
    other.lines.forEach((text, index) => this.line(text, other.blocks[index]));
  }
}
