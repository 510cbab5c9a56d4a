export type { LoadableProgram, MonitorChange, Placement } from '../frame/protocol.ts';
export type { BoardAction } from '../ports.ts';
export type { BoardValues, StageBoard } from './board-port.ts';
export { FRAME_SCRIPT_HASH, frameDocument } from './bootstrap.ts';
export { createStage } from './create-stage.ts';
export { StageError, type StageErrorCode } from './stage-error.ts';
export type {
  DebugAction,
  LoadOptions,
  StageDebug,
  StageEvent,
  StageHandle,
  StageInspection,
  StageOptions,
  StageRefusal,
} from './stage-handle.ts';
