export type { ProgramFactory, RuntimeForPrograms } from './runtime/contract.ts';
export type { MonitorChange, RuntimeEvent } from './runtime/events.ts';
export { evaluateProgram, noInput, pacedClock, silentAudio } from './runtime/headless.ts';
export type { CompiledProgram } from './runtime/program.ts';
export { createRuntime, type Runtime, type RuntimeOptions } from './runtime/runtime.ts';
export type * from './ports.ts';
