import type { MicrobitUSBConnection } from '@microbit/microbit-connection/usb';

/** What we use of the library's connection over WebUSB; tests have one of their own. */
export type MicrobitUsb = Pick<
  MicrobitUSBConnection,
  | 'addEventListener'
  | 'removeEventListener'
  | 'initialize'
  | 'connect'
  | 'disconnect'
  | 'dispose'
  | 'flash'
  | 'getBoardVersion'
  | 'getDevice'
  | 'serialWrite'
  | 'softwareReset'
  | 'status'
>;

/** Makes a connection: to whatever micro:bit is allowed already, or to one that the person chooses in the browser's list. */
export type MakeMicrobitUsb = (which: 'allowed' | 'ask') => Promise<MicrobitUsb>;

/** The library says each step to the console otherwise. */
const SILENT = { event: () => undefined, error: () => undefined, log: () => undefined };

/** The library, fetched when a micro:bit is wanted. The page goes on to use the board while its tab is hidden. */
export const realMicrobitUsb: MakeMicrobitUsb = async (which) => {
  const { createUSBConnection, DeviceSelectionMode } = await import('@microbit/microbit-connection/usb');
  const { AlwaysAsk, UseAnyAllowed } = DeviceSelectionMode;
  const connection = createUSBConnection({
    deviceSelectionMode: which === 'ask' ? AlwaysAsk : UseAnyAllowed,
    pauseOnHidden: false,
    logging: SILENT,
  });
  await connection.initialize();
  return connection;
};
