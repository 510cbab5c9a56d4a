export { fetchMakeCodeFiles, type MakeCodeFiles } from './browser/makecode-files.ts';
export { createWorkerCompiler } from './browser/worker-compiler.ts';
export { DEPENDENCY_SETS } from './compiler.ts';
export type { CompileOutcome, CompileOutput, CompileRequest, DependencySet, MakeCodeCompiler } from './compiler.ts';
export type { MakeCodeDiagnostic } from './diagnostic.ts';
export { MakeCodeError, type MakeCodeErrorCode } from './makecode-error.ts';
export {
  MicrobitSimulator,
  type MicrobitSimulatorEvent,
  type MicrobitSimulatorOptions,
} from './simulator/microbit-simulator.ts';
export { RadioAir } from './simulator/radio-air.ts';
export { MicrobitSimulatorTransport } from './simulator/simulator-transport.ts';
export { DEFAULT_ACCELERATION, DEFAULT_SENSORS, GESTURES, PINS } from './simulator/world.ts';
export type {
  Acceleration,
  MicrobitButton,
  MicrobitGesture,
  MicrobitPart,
  MicrobitPin,
  MicrobitSensor,
  MicrobitSensors,
  MicrobitState,
  PinState,
  PinUse,
  RadioPacket,
} from './simulator/world.ts';
