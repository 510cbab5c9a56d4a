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

/** Ready to connect to an Uno on a cable. Rejects when the firmware cannot be fetched. */
export async function openUnoConnection(): Promise<BoardConnection<BoardLink, UnoProgram>> {
  const { image, version } = await fetchUnoFirmware();
  return new BoardConnection({
    source: webBoardSource(webBoardEnvironment()),
    kind: unoBoardKind({ firmware: image, version }),
    claims: webPortClaims(navigator.locks),
    system: isLinux() ? 'linux' : 'other',
    onUnexpected: (error) => console.error(error),
  });
}
