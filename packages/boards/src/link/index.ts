export type * from './board-link.ts';
export { LinkError, type LinkErrorCode } from './link-error.ts';
export type {
  ChannelKind,
  LinkBoard,
  LinkCapability,
  LinkHello,
  LinkPinMode,
  LinkRefusal,
  ProgramState,
} from './messages.ts';
export { openLink, openTextLink, type LinkOptions } from './open-link.ts';
export { SpriteBoard } from './sprite-board.ts';
export { LINK_PROTOCOL } from './protocol.ts';
