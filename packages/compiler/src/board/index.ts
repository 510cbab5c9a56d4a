export { BOARD_DIAGNOSTICS, type BoardDiagnostic, type BoardDiagnosticCode } from './diagnostics.ts';
export { printBoardIr } from './ir/print.ts';
export { lowerBoard, type BoardProgram } from './lower/lower-board.ts';
export { blockAtOffset, emitUnoImage, type UnoImageOptions, type UnoProgram } from './uno/emit-uno-image.ts';
export { evaluate, type EvaluateOptions } from './evaluate/evaluate.ts';
export type { TraceEvent, World } from './evaluate/world.ts';
export { emitArduinoCpp, type BoardText } from './cpp/emit-arduino-cpp.ts';
export type { BoardTextOptions, CommentLanguage } from './comments/code-comments.ts';
export { emitMakeCode } from './makecode/emit-makecode.ts';
