import type { DisconnectingPort } from '../transport/serial-port.ts';
import { usbSerialPort } from '../transport/web-usb.ts';
import { WebSerialTransport } from '../transport/web-serial.ts';
import type { BoardPort, BoardSource, RequestOptions } from './board-source.ts';
import { ConnectError, type ConnectCode } from './connect-codes.ts';
import { QUICKEST_ANSWER_MS, type WebBoardEnvironment, type WebSerial, type WebUsb } from './web-environment.ts';

/** USB vendors of Unos, Nanos and their copies. */
export const UNO_USB_VENDORS: readonly number[] = [
  0x2341, // Arduino
  0x2a03, // Arduino (arduino.org)
  0x1a86, // WCH: CH340
  0x10c4, // Silicon Labs: CP210x
  0x0403, // FTDI
  0x067b, // Prolific
];

const CDC_CONTROL_CLASS = 2;

interface WebPort extends BoardPort {
  readonly connected: () => boolean;
}

/** Boards that the browser can reach: by Web Serial where there is one, else by WebUSB (boards whose USB chip speaks CDC-ACM). */
export function webBoardSource(
  environment: WebBoardEnvironment,
  vendors: readonly number[] = UNO_USB_VENDORS,
): BoardSource {
  return new WebBoardSource(environment, vendors);
}

class WebBoardSource implements BoardSource {
  readonly #environment: WebBoardEnvironment;
  readonly #vendors: readonly number[];
  readonly #ports = new WeakMap<object, WebPort>();
  #count = 0;

  constructor(environment: WebBoardEnvironment, vendors: readonly number[]) {
    this.#environment = environment;
    this.#vendors = vendors;
  }

  obstacle(): ConnectCode | null {
    const { serial, usb, isSecureContext } = this.#environment;
    if (!isSecureContext) return 'insecure_page';
    if (serial === undefined && usb === undefined) return 'unsupported_browser';
    return this.#serial === undefined && this.#usb === undefined ? 'blocked_by_policy' : null;
  }

  async request(options: RequestOptions = {}): Promise<BoardPort> {
    const obstacle = this.obstacle();
    if (obstacle !== null) throw new ConnectError(obstacle);
    const began = this.#environment.now();
    try {
      return this.#serial === undefined ? await this.#requestUsb(options) : await this.#requestSerial(options);
    } catch (cause) {
      if (cause instanceof ConnectError) throw cause;
      const name = cause instanceof Error ? cause.name : '';
      const quick = this.#environment.now() - began < QUICKEST_ANSWER_MS;
      if (name === 'SecurityError' || (name === 'NotFoundError' && quick))
        throw new ConnectError('blocked_by_policy', {}, { cause });
      if (name === 'NotFoundError' || name === 'AbortError') throw new ConnectError('nothing_chosen', {}, { cause });
      throw new ConnectError('unexpected', {}, { cause });
    }
  }

  async remembered(): Promise<BoardPort[]> {
    const serialPorts = (await this.#serial?.getPorts()) ?? [];
    const devices = this.#serial === undefined ? ((await this.#usb?.getDevices()) ?? []) : [];
    const ports = [...serialPorts.map((port) => this.#fromSerial(port)), ...devices.map((each) => this.#fromUsb(each))];
    return ports.filter((port): port is WebPort => port !== null && port.connected() && this.#isWanted(port));
  }

  onPlugged(listener: (port: BoardPort) => void): () => void {
    const { serial, usb } = this.#environment;
    const onSerial = (event: Event): void => {
      // The event is the port's own, and bubbles to `navigator.serial`.
      const { target } = event;
      if (target !== null && target !== (serial as unknown))
        listener(this.#fromSerial(target as unknown as DisconnectingPort));
      else void this.remembered().then((ports) => ports.forEach(listener));
    };
    const onUsb = (event: { readonly device: USBDevice }): void => {
      const port = this.#serial === undefined ? this.#fromUsb(event.device) : null;
      if (port !== null) listener(port);
    };
    serial?.addEventListener('connect', onSerial);
    usb?.addEventListener('connect', onUsb);
    return () => {
      serial?.removeEventListener('connect', onSerial);
      usb?.removeEventListener('connect', onUsb);
    };
  }

  get #serial(): WebSerial | undefined {
    return this.#environment.allows('serial') ? this.#environment.serial : undefined;
  }

  get #usb(): WebUsb | undefined {
    return this.#environment.allows('usb') ? this.#environment.usb : undefined;
  }

  async #requestSerial({ all = false }: RequestOptions): Promise<BoardPort> {
    if (this.#serial === undefined) throw new ConnectError('unsupported_browser');
    const filters = this.#vendors.map((usbVendorId) => ({ usbVendorId }));
    return this.#fromSerial(await this.#serial.requestPort(all ? {} : { filters }));
  }

  async #requestUsb({ all = false }: RequestOptions): Promise<BoardPort> {
    if (this.#usb === undefined) throw new ConnectError('unsupported_browser');
    const wanted = this.#vendors.map((vendorId) => ({ vendorId }));
    const device = await this.#usb.requestDevice({ filters: all ? [{ classCode: CDC_CONTROL_CLASS }] : wanted });
    const port = this.#fromUsb(device);
    if (port === null) throw new ConnectError('usb_chip_needs_serial');
    return port;
  }

  #fromSerial(port: DisconnectingPort): WebPort {
    const { usbVendorId, usbProductId } = port.getInfo();
    return this.#known(port, () => ({
      usb: usbVendorId === undefined ? null : { vendor: usbVendorId, product: usbProductId ?? 0 },
      transport: new WebSerialTransport(port),
      // Older browsers list only ports that are plugged in.
      connected: () => port.connected !== false,
    }));
  }

  #fromUsb(device: USBDevice): WebPort | null {
    const { usb } = this.#environment;
    const port = usb === undefined ? null : usbSerialPort(device, usb);
    if (port === null) return null;
    return this.#known(device, () => ({
      usb: { vendor: device.vendorId, product: device.productId },
      transport: new WebSerialTransport(port, { kind: 'web-usb' }),
      connected: () => true,
    }));
  }

  /** One transport for each port, or two of them would fight for its streams. */
  #known(key: object, make: () => Omit<WebPort, 'id'>): WebPort {
    const known = this.#ports.get(key) ?? { id: `port-${++this.#count}`, ...make() };
    this.#ports.set(key, known);
    return known;
  }

  #isWanted({ usb }: BoardPort): boolean {
    return usb !== null && this.#vendors.includes(usb.vendor);
  }
}
