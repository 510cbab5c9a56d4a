export { BoardConnection, type BoardConnectionOptions } from './board-connection.ts';
export type * from './board-kind.ts';
export type * from './board-source.ts';
export { explainError, type ExplainedError } from './code-of-error.ts';
export * from './connect-codes.ts';
export * from './connection-state.ts';
export { singlePortSource } from './single-port-source.ts';
export { unoBoardKind, type UnoKindOptions, type UnoProgram } from './uno-kind.ts';
export { webPortClaims, type WebLocks } from './web-claims.ts';
export {
  isLinux,
  webBoardEnvironment,
  type WebBoardEnvironment,
  type WebSerial,
  type WebUsb,
} from './web-environment.ts';
export { UNO_USB_VENDORS, webBoardSource } from './web-source.ts';
