import { ConnectError, type ConnectCode } from '../connect/connect-codes.ts';
import type { BoardSource } from '../connect/board-source.ts';
import type { WebBoardEnvironment } from '../connect/web-environment.ts';
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

  const obstacle = (): ConnectCode | null => {
    const { usb, isSecureContext, allows } = environment;
    if (!isSecureContext) return 'insecure_page';
    if (usb === undefined) return 'unsupported_browser';
    return allows('usb') ? null : 'blocked_by_policy';
  };

  const isPlugged = async (): Promise<boolean> => ((await environment.usb?.getDevices()) ?? []).some(isMicrobit);

  return {
    obstacle,
    async request() {
      const code = obstacle();
      if (code !== null) throw new ConnectError(code);
      const usb = await makeUsb('ask');
      try {
        await usb.connect();
      } catch (error) {
        usb.dispose();
        throw explainUsbError(error);
      }
      return portOf(usb);
    },
    remembered: async () => ((await isPlugged()) ? [portOf(await makeUsb('allowed'))] : []),
    onPlugged(listener) {
      const onConnect = ({ device }: { readonly device: USBDevice }): void => {
        if (isMicrobit(device)) void makeUsb('allowed').then((usb) => listener(portOf(usb)));
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
