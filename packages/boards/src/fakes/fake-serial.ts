import type { WebSerial } from '../connect/web-environment.ts';
import type { FakeSerialPort } from './fake-serial-port.ts';

/**
 * A `navigator.serial`: which ports were allowed before, and what the person does with the list. In a page, define it over the
 * getter of `Navigator.prototype`.
 */
export class FakeSerial extends EventTarget implements WebSerial {
  readonly #allowed: FakeSerialPort[] = [];
  /** What the person does with the list: picks a port, or closes it (null). */
  choose: (filters: readonly { usbVendorId: number }[]) => Promise<FakeSerialPort | null>;

  constructor(choose: (filters: readonly { usbVendorId: number }[]) => Promise<FakeSerialPort | null>) {
    super();
    this.choose = choose;
  }

  /** As if the person had picked the port on an earlier day. */
  allow(port: FakeSerialPort): void {
    if (this.#allowed.includes(port)) return;
    this.#allowed.push(port);
    // Events of ports bubble up to here in a browser, with the port as their target.
    port.addEventListener('connect', () => {
      const event = new Event('connect');
      Object.defineProperty(event, 'target', { value: port });
      this.dispatchEvent(event);
    });
  }

  async requestPort(options: { filters?: { usbVendorId: number }[] } = {}): Promise<FakeSerialPort> {
    const port = await this.choose(options.filters ?? []);
    if (port === null) throw new DOMException('No port selected by the user.', 'NotFoundError');
    this.allow(port);
    return port;
  }

  async getPorts(): Promise<FakeSerialPort[]> {
    await Promise.resolve();
    return [...this.#allowed];
  }
}
