/** What the fake USB device tells its board, and hears from it. */
export interface FakeUsbBoard {
  onBytes(bytes: Uint8Array): void | Promise<void>;
  onSignals?(signals: { readonly dataTerminalReady: boolean; readonly requestToSend: boolean }): void;
  onLineCoding?(baudRate: number): void;
}

const PACKET_BYTES = 64;
const SET_LINE_CODING = 0x20;
const SET_CONTROL_LINE_STATE = 0x22;

/**
 * A USB device with the descriptors of a CDC-ACM function (control interface class 2, data interface class 10, bulk endpoints of 64
 * bytes), as web-serial-polyfill drives it: transfers, line coding, control lines, empty packets after full ones, loss.
 * @see USB CDC 1.2, PSTN subclass 1.2, sections 6.3.10 to 6.3.12
 */
export class FakeUsbDevice {
  readonly vendorId = 0x2341;
  readonly productId = 0x0043;
  readonly configurations = [
    {
      configurationValue: 1,
      interfaces: [
        {
          interfaceNumber: 0,
          alternates: [{ interfaceClass: 2, endpoints: [{ endpointNumber: 1, direction: 'in', packetSize: 8 }] }],
        },
        {
          interfaceNumber: 1,
          alternates: [
            {
              interfaceClass: 10,
              endpoints: [
                { endpointNumber: 2, direction: 'in', packetSize: PACKET_BYTES },
                { endpointNumber: 3, direction: 'out', packetSize: PACKET_BYTES },
              ],
            },
          ],
        },
      ],
    },
  ];
  configuration: unknown = null;
  opened = false;
  /** Another program, or a driver of the system, has claimed the interfaces. */
  claimedElsewhere = false;
  /** The system's rules (udev on Linux) do not let the page open the device. */
  accessDenied = false;
  readonly #board: FakeUsbBoard;
  readonly #events = new EventTarget();
  #plugged = true;
  #claimed = new Set<number>();
  #packets: Uint8Array[] = [];
  #waiting: { resolve(result: unknown): void; reject(error: unknown): void }[] = [];
  #gone = Promise.withResolvers<never>();

  constructor(board: FakeUsbBoard) {
    this.#board = board;
    this.#gone.promise.catch(() => undefined);
  }

  /** This device as `USBDevice`, and the events of `navigator.usb`. */
  get asUsbDevice(): USBDevice {
    return this as unknown as USBDevice;
  }

  addEventListener(type: 'disconnect', listener: (event: { readonly device: USBDevice }) => void): void {
    this.#events.addEventListener(type, listener as unknown as EventListener);
  }

  removeEventListener(type: 'disconnect', listener: (event: { readonly device: USBDevice }) => void): void {
    this.#events.removeEventListener(type, listener as unknown as EventListener);
  }

  async open(): Promise<void> {
    await Promise.resolve();
    if (!this.#plugged) throw new DOMException('The device was disconnected.', 'NotFoundError');
    if (this.accessDenied) throw new DOMException('Access denied.', 'SecurityError');
    this.opened = true;
  }

  async close(): Promise<void> {
    await Promise.resolve();
    this.opened = false;
    this.#claimed.clear();
    this.#packets = [];
    this.#failTransfers(new DOMException('The transfer was cancelled.', 'AbortError'));
  }

  async selectConfiguration(value: number): Promise<void> {
    await Promise.resolve();
    this.configuration = this.configurations.find((each) => each.configurationValue === value);
  }

  async claimInterface(number: number): Promise<void> {
    await Promise.resolve();
    if (this.claimedElsewhere) throw new DOMException('Unable to claim interface.', 'NetworkError');
    this.#claimed.add(number);
  }

  async controlTransferOut(
    setup: { request: number; value: number; index: number },
    data?: BufferSource,
  ): Promise<unknown> {
    await Promise.resolve();
    this.#demand(setup.index);
    if (setup.request === SET_LINE_CODING && data instanceof ArrayBuffer)
      this.#board.onLineCoding?.(new DataView(data).getUint32(0, true));
    else if (setup.request === SET_CONTROL_LINE_STATE)
      this.#board.onSignals?.({ dataTerminalReady: (setup.value & 1) !== 0, requestToSend: (setup.value & 2) !== 0 });
    return { status: 'ok', bytesWritten: data?.byteLength ?? 0 };
  }

  transferIn(_endpoint: number, length: number): Promise<unknown> {
    this.#demand(1);
    if (length % PACKET_BYTES !== 0) return Promise.resolve({ status: 'babble' });
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#deliver();
    });
  }

  async transferOut(_endpoint: number, data: Uint8Array): Promise<unknown> {
    this.#demand(1);
    await Promise.race([this.#board.onBytes(data.slice()), this.#gone.promise]);
    return { status: 'ok', bytesWritten: data.byteLength };
  }

  clearHalt(): Promise<void> {
    return Promise.resolve();
  }

  /** The board says something: packets of up to 64 bytes, with an empty one after the last if that was full. */
  receive(bytes: Uint8Array): void {
    if (!this.opened) return;
    for (let at = 0; at < bytes.length; at += PACKET_BYTES) this.#packets.push(bytes.slice(at, at + PACKET_BYTES));
    if (bytes.length > 0 && bytes.length % PACKET_BYTES === 0) this.#packets.push(new Uint8Array(0));
    this.#deliver();
  }

  /** The cable is pulled. */
  unplug(): void {
    this.#plugged = false;
    this.opened = false;
    this.#failTransfers(new DOMException('The device was disconnected.', 'NotFoundError'));
    this.#events.dispatchEvent(Object.assign(new Event('disconnect'), { device: this.asUsbDevice }));
  }

  plug(): void {
    this.#plugged = true;
    this.#packets = [];
  }

  #deliver(): void {
    while (this.#waiting.length > 0 && this.#packets.length > 0) {
      const bytes = this.#packets.shift() ?? new Uint8Array(0);
      this.#waiting
        .shift()
        ?.resolve({ status: 'ok', data: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) });
    }
  }

  #failTransfers(error: DOMException): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const each of waiting) each.reject(error);
    this.#gone.reject(error);
    this.#gone = Promise.withResolvers<never>();
    this.#gone.promise.catch(() => undefined);
  }

  #demand(interfaceNumber: number): void {
    if (!this.#plugged) throw new DOMException('The device was disconnected.', 'NotFoundError');
    if (!this.opened) throw new DOMException('The device must be opened first.', 'InvalidStateError');
    if (!this.#claimed.has(interfaceNumber))
      throw new DOMException('The interface must be claimed first.', 'NotFoundError');
  }
}
