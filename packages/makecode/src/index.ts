export { DEPENDENCY_SETS } from './compiler.ts';
export type { CompileOutcome, CompileOutput, CompileRequest, DependencySet, MakeCodeCompiler } from './compiler.ts';
export type { MakeCodeDiagnostic } from './diagnostic.ts';
export { MakeCodeError, type MakeCodeErrorCode } from './makecode-error.ts';
