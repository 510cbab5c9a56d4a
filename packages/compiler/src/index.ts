export { buildProgram, compileProject } from './compile.ts';
export type * from './compiled-project.ts';
export { printIr } from './ir/print.ts';
export { knownOpcodes } from './extensions/index.ts';
