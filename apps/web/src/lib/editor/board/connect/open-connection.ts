import {
  BoardConnection,
  isLinux,
  unoBoardKind,
  webBoardEnvironment,
  webBoardSource,
  webPortClaims,
  type BoardLink,
  type UnoProgram,
} from '@paperkite/boards';
import { fetchUnoFirmware } from '../uno/firmware.ts';

/** One for the page, so that two boards of a project do not take the same port. */
let shared: { source: ReturnType<typeof webBoardSource>; claims: ReturnType<typeof webPortClaims> } | undefined;

/** Ready to connect to an Uno on a cable. Rejects when the firmware cannot be fetched. */
export async function openUnoConnection(): Promise<BoardConnection<BoardLink, UnoProgram>> {
  const { image, version } = await fetchUnoFirmware();
  shared ??= { source: webBoardSource(webBoardEnvironment()), claims: webPortClaims(navigator.locks) };
  return new BoardConnection({
    ...shared,
    kind: unoBoardKind({ firmware: image, version }),
    system: isLinux() ? 'linux' : 'other',
    onUnexpected: (error) => console.error(error),
  });
}
