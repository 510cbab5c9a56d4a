import type { CompiledProgram } from './program.ts';

/** Finds the block that an error comes from by the line of the program it was thrown in. */
export class ErrorPlaces {
  private readonly program: CompiledProgram;
  /** Name of the script that holds the program, as stacks have it, and its line of the program's second line. */
  private source: { name: string; line: number } | null = null;

  constructor(program: CompiledProgram) {
    this.program = program;
  }

  /** Takes the place of a known line (the program's second). */
  origin(here: Error): void {
    this.source = frames(here).at(0) ?? null;
  }

  /** The block of the innermost frame that is in the program. */
  blockOf(error: unknown): { target: number; block: string } | null {
    if (!(error instanceof Error) || this.source === null) return null;
    for (const frame of frames(error)) {
      if (frame.name !== this.source.name) continue;
      const index = this.program.lines[frame.line - this.source.line + 1];
      if (index !== undefined && index >= 0) return this.program.blocks[index] ?? null;
    }
    return null;
  }
}

/** Script name and 1-based line of each frame, innermost first (V8 and SpiderMonkey and JavaScriptCore write `name:line:column`). */
function frames(error: Error): { name: string; line: number }[] {
  const found: { name: string; line: number }[] = [];
  for (const text of (error.stack ?? '').split('\n')) {
    const match = /(?:\(|at |@)([^()@]*):(\d+):\d+\)*$/.exec(text.replace(/eval at [^)]*\), /, ''));
    if (match !== null) found.push({ name: match[1]!, line: Number(match[2]) });
  }
  return found;
}
