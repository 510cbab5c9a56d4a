export type { LoadableProgram, MonitorChange, Placement } from '../frame/protocol.ts';
export type { BoardAction } from '../ports.ts';
export type { BoardValues, StageBoard } from './board-port.ts';
export { FRAME_SCRIPT_HASH, frameDocument } from './bootstrap.ts';
export {
  createStage,
  type DebugAction,
  type StageDebug,
  type StageInspection,
  type StageRefusal,
  type LoadOptions,
  type StageEvent,
  type StageHandle,
  type StageOptions,
} from './create-stage.ts';
export { StageError, type StageErrorCode } from './stage-error.ts';
