import {
  BoardConnection,
  isLinux,
  microbitBoardKind,
  microbitUsbSource,
  webBoardEnvironment,
  webPortClaims,
  type MicrobitPort,
  type MicrobitProgram,
  type MicrobitSession,
} from '@paperkite/boards';
import type { SharedMakeCode } from '../text/makecode.ts';
import { fetchBridge } from './makecode-text.ts';

/** Ready to connect to a micro:bit on a cable. */
export function openMicrobitConnection(
  makecode: SharedMakeCode,
): Promise<BoardConnection<MicrobitSession, MicrobitProgram, MicrobitPort>> {
  const bridge = async (version: 'v1' | 'v2'): Promise<string> => {
    const { code } = await makecode.compile({ text: await fetchBridge(), dependencies: 'blocks', output: version });
    if (code === null) throw new Error('the bridge does not compile');
    return code;
  };
  const connection = new BoardConnection({
    source: microbitUsbSource(webBoardEnvironment()),
    kind: microbitBoardKind({ bridge }),
    claims: webPortClaims(navigator.locks),
    system: isLinux() ? 'linux' : 'other',
    onUnexpected: (error) => console.error(error),
  });
  return Promise.resolve(connection);
}
