import { SerialPort as PolyfillPort } from 'web-serial-polyfill';
import type { DisconnectingPort } from './serial-port.ts';

/** The part of WebUSB's events that tells of a device that went away: `navigator.usb`. */
export interface UsbEvents {
  addEventListener(type: 'disconnect', listener: (event: { readonly device: USBDevice }) => void): void;
  removeEventListener(type: 'disconnect', listener: (event: { readonly device: USBDevice }) => void): void;
}

/**
 * A USB device that speaks CDC-ACM (Uno with its own USB chip, micro:bit) as a serial port, by web-serial-polyfill. Boards with a
 * CH340, CP210x or FTDI chip are none: `usbSerialPort` returns null for them, as for anything without the two interfaces.
 */
export function usbSerialPort(device: USBDevice, events: UsbEvents): DisconnectingPort | null {
  try {
    return new UsbSerialPort(device, events);
  } catch {
    return null;
  }
}

class UsbSerialPort implements DisconnectingPort {
  readonly #device: USBDevice;
  readonly #events: UsbEvents;
  readonly #inner: PolyfillPort;
  readonly #listeners = new Map<() => void, (event: { readonly device: USBDevice }) => void>();

  constructor(device: USBDevice, events: UsbEvents) {
    this.#device = device;
    this.#events = events;
    this.#inner = new PolyfillPort(withoutEmptyPackets(device));
  }

  get readable(): ReadableStream<Uint8Array> | null {
    return this.#device.opened ? this.#inner.readable : null;
  }

  get writable(): WritableStream<Uint8Array> | null {
    return this.#device.opened ? this.#inner.writable : null;
  }

  /** The polyfill passes `bufferSize` on to its streams. */
  async open(options: { baudRate: number; bufferSize?: number }): Promise<void> {
    await this.#inner.open(options);
  }

  async close(): Promise<void> {
    // The polyfill waits for transfers under way, and only closing the device ends those.
    if (this.#device.opened) {
      await this.#inner.setSignals({ dataTerminalReady: false, requestToSend: false }).catch(() => undefined);
      await this.#device.close().catch(() => undefined);
    }
    await this.#inner.close();
  }

  setSignals(signals: { dataTerminalReady?: boolean; requestToSend?: boolean }): Promise<void> {
    return this.#inner.setSignals(signals);
  }

  getInfo(): { usbVendorId?: number; usbProductId?: number } {
    return { usbVendorId: this.#device.vendorId, usbProductId: this.#device.productId };
  }

  addEventListener(type: 'disconnect', listener: () => void): void {
    const own = (event: { readonly device: USBDevice }): void => {
      if (event.device === this.#device) listener();
    };
    this.#listeners.set(listener, own);
    this.#events.addEventListener(type, own);
  }

  removeEventListener(type: 'disconnect', listener: () => void): void {
    const own = this.#listeners.get(listener);
    if (own === undefined) return;
    this.#listeners.delete(listener);
    this.#events.removeEventListener(type, own);
  }
}

/**
 * The device as the polyfill may have it. Devices end a transfer of full packets by an empty one, which the polyfill takes for
 * the end of its stream; and it does not clear a stalled endpoint.
 */
function withoutEmptyPackets(device: USBDevice): USBDevice {
  const transferIn = async (endpoint: number, length: number): Promise<USBInTransferResult> => {
    for (;;) {
      const result = await device.transferIn(endpoint, length);
      if (result.status === 'stall') await device.clearHalt('in', endpoint);
      if (result.status !== 'ok' || (result.data?.byteLength ?? 0) > 0) return result;
    }
  };
  return new Proxy(device, {
    get: (target, key) => {
      if (key === 'transferIn') return transferIn;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}
