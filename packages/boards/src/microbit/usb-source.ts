import { ConnectError, type ConnectCode } from '../connect/connect-codes.ts';
import type { BoardSource } from '../connect/board-source.ts';
import { QUICKEST_ANSWER_MS, type WebBoardEnvironment } from '../connect/web-environment.ts';
import type { MicrobitFlashOptions, MicrobitPort, MicrobitVersion } from './microbit-port.ts';
import { realMicrobitUsb, type MakeMicrobitUsb, type MicrobitUsb } from './usb-connection.ts';
import { explainUsbError } from './usb-errors.ts';
import { MicrobitUsbTransport } from './usb-transport.ts';

/** Arm's interface chips, and the product "micro:bit". @see https://support.microbit.org/support/solutions/articles/19000032062 */
export const MICROBIT_USB = { vendor: 0x0d28, product: 0x0204 } as const;

/** Micro:bits that the browser reaches over WebUSB, which Firefox and Safari do not have: offer the .hex as a download there. */
export function microbitUsbSource(
  environment: WebBoardEnvironment,
  makeUsb: MakeMicrobitUsb = realMicrobitUsb,
): BoardSource<MicrobitPort> {
  let count = 0;
  const portOf = (usb: MicrobitUsb): MicrobitPort => ({
    id: `microbit-${++count}`,
    usb: MICROBIT_USB,
    transport: new MicrobitUsbTransport(usb),
    version: () => versionOf(usb),
    flash: (hex, options) => flash(usb, hex, options),
  });

  /** To whatever micro:bit is allowed and plugged in: one for the life of the page, since each listens to the page's events. */
  let allowed: Promise<MicrobitPort> | undefined;
  const allowedPort = (): Promise<MicrobitPort> => {
    allowed ??= makeUsb('allowed').then(portOf);
    // What the library needs may come the next time.
    allowed.catch(() => (allowed = undefined));
    return allowed;
  };
  let asked: MicrobitUsb | undefined;

  const obstacle = (): ConnectCode | null => {
    const { usb, isSecureContext, allows } = environment;
    if (!isSecureContext) return 'insecure_page';
    if (usb === undefined) return 'unsupported_browser';
    return allows('usb') ? null : 'blocked_by_policy';
  };

  /** How many are plugged in: with two, nobody knows which one is meant. */
  const plugged = async (): Promise<number> => ((await environment.usb?.getDevices()) ?? []).filter(isMicrobit).length;

  return {
    obstacle,
    async request() {
      const code = obstacle();
      if (code !== null) throw new ConnectError(code);
      const usb = await makeUsb('ask');
      const began = environment.now();
      try {
        await usb.connect();
      } catch (error) {
        usb.dispose();
        const ours = explainUsbError(error);
        const isBlocked = environment.now() - began < QUICKEST_ANSWER_MS;
        if (isBlocked && ours instanceof ConnectError && ours.code === 'nothing_chosen')
          throw new ConnectError('blocked_by_policy', {}, { cause: error });
        throw ours;
      }
      asked?.dispose();
      asked = usb;
      return portOf(usb);
    },
    remembered: async () => ((await plugged()) === 1 ? [await allowedPort()] : []),
    onPlugged(listener) {
      const onConnect = ({ device }: { readonly device: USBDevice }): void => {
        if (isMicrobit(device)) allowedPort().then(listener, () => undefined);
      };
      environment.usb?.addEventListener('connect', onConnect);
      return () => environment.usb?.removeEventListener('connect', onConnect);
    },
  };
}

const isMicrobit = ({ vendorId, productId }: Pick<USBDevice, 'vendorId' | 'productId'>): boolean =>
  vendorId === MICROBIT_USB.vendor && productId === MICROBIT_USB.product;

function versionOf(usb: MicrobitUsb): MicrobitVersion {
  try {
    return usb.getBoardVersion() === 'V1' ? 'v1' : 'v2';
  } catch (error) {
    throw explainUsbError(error);
  }
}

async function flash(usb: MicrobitUsb, hex: string, options: MicrobitFlashOptions = {}): Promise<void> {
  const { signal, onProgress } = options;
  signal?.throwIfAborted();
  try {
    const progress = (_stage: string, share?: number): void => {
      if (share !== undefined) onProgress?.(share);
    };
    await usb.flash(() => Promise.resolve(hex), { partial: true, progress });
  } catch (error) {
    throw explainUsbError(error, true);
  }
  signal?.throwIfAborted();
}
