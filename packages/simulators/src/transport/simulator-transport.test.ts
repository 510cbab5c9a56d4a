import { testTransportContract } from '@paperkite/boards/testing';
import { makeMailbox, mailboxHex } from '../../test/mailbox.ts';
import { UnoBoard } from '../uno/uno-board.ts';
import { simulatorTransport } from './simulator-transport.ts';

testTransportContract('The simulated Uno in lock-step', () => {
  const board = new UnoBoard({ startUpMicroseconds: 100 });
  board.loadHex(mailboxHex);
  board.runFor(1000);
  const transport = simulatorTransport(board, { resetsOnOpen: false });
  return {
    transport,
    device: { ...makeMailbox(board), unplug: () => transport.unplug(), plug: () => transport.plug() },
  };
});
