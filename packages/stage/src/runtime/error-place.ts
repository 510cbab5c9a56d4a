import type { CompiledProgram } from './program.ts';

/** Finds the block that an error comes from by the line of the program it was thrown in. */
export class ErrorPlaces {
  private readonly program: CompiledProgram;
  /** Was thrown by nobody, on the program's second line. Its text is only made when another error is to be placed. */
  private here: Error | null = null;

  constructor(program: CompiledProgram) {
    this.program = program;
  }

  /** Takes the place of a known line (the program's second). */
  origin(here: Error): void {
    this.here = here;
  }

  /** The block of the innermost frame that is in the program. */
  blockOf(error: unknown): { target: number; block: string } | null {
    if (!(error instanceof Error) || this.here === null) return null;
    // The script that holds the program, as stacks name it, and its line of the program's second line.
    const source = frames(this.here).at(0);
    for (const frame of frames(error)) {
      if (frame.name !== source?.name) continue;
      const index = this.program.lines[frame.line - source.line + 1];
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
