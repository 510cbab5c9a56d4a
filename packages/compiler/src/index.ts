export { buildProgram, compileProject } from './compile.ts';
export type * from './compiled-project.ts';
export { printIr } from './ir/print.ts';
