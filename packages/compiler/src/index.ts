export { buildProgram, compileProject } from './compile.ts';
export type * from './compiled-project.ts';
export { printIr } from './ir/print.ts';
export { knownOpcodes } from './extensions/index.ts';
export { compileStepped, type SteppedOptions } from './compile-stepped.ts';
export type { SteppedFunction, SteppedProject } from './emit/stepped/tables.ts';
