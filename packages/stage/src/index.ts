export type { ProgramFactory, RuntimeForPrograms } from './runtime/contract.ts';
export type { MonitorChange, RuntimeEvent } from './runtime/events.ts';
export { evaluateProgram, noInput, pacedClock, silentAudio } from './runtime/headless.ts';
export type { CompiledProgram } from './runtime/program.ts';
export { createRuntime, type DebugControl, type Runtime, type RuntimeOptions } from './runtime/runtime.ts';
export type { DebugOptions, StepKind } from './runtime/stepped/debugger.ts';
export type { TakeOverRefusal } from './runtime/stepped/fits.ts';
export type { Inspection } from './runtime/stepped/inspect.ts';
export type * from './ports.ts';
