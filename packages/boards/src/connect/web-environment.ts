import type { DisconnectingPort } from '../transport/serial-port.ts';
import type { UsbEvents } from '../transport/web-usb.ts';

/** `navigator.serial`, as far as it is used. @see https://wicg.github.io/serial/#serial-interface */
export interface WebSerial {
  requestPort(options?: { filters?: { usbVendorId: number }[] }): Promise<DisconnectingPort>;
  getPorts(): Promise<DisconnectingPort[]>;
  addEventListener(type: 'connect', listener: (event: Event) => void): void;
  removeEventListener(type: 'connect', listener: (event: Event) => void): void;
}

/** `navigator.usb`, as far as it is used. */
export interface WebUsb extends UsbEvents {
  requestDevice(options: { filters: { vendorId?: number; classCode?: number }[] }): Promise<USBDevice>;
  getDevices(): Promise<USBDevice[]>;
  addEventListener(type: 'connect' | 'disconnect', listener: (event: { readonly device: USBDevice }) => void): void;
  removeEventListener(type: 'connect' | 'disconnect', listener: (event: { readonly device: USBDevice }) => void): void;
}

/** A browser that may not show its list answers at once, which no hand can. In milliseconds. */
export const QUICKEST_ANSWER_MS = 60;

/** What the browser has, found by looking for the features; never by its name. */
export interface WebBoardEnvironment {
  readonly serial?: WebSerial;
  readonly usb?: WebUsb;
  readonly isSecureContext: boolean;
  /** Does the page's permissions policy allow it? Where the browser cannot say: true. */
  allows(feature: 'serial' | 'usb'): boolean;
  /** Milliseconds, for telling a refusal from a person's answer. */
  now(): number;
}

/** What this page's browser has. Call it in the browser only. */
export function webBoardEnvironment(): WebBoardEnvironment {
  const found = globalThis.navigator as { readonly serial?: WebSerial; readonly usb?: WebUsb };
  const page = globalThis.document as {
    readonly permissionsPolicy?: { allowsFeature(name: string): boolean };
    readonly featurePolicy?: { allowsFeature(name: string): boolean };
  };
  const policy = page.permissionsPolicy ?? page.featurePolicy;
  return {
    serial: found.serial,
    usb: found.usb,
    isSecureContext: globalThis.isSecureContext,
    allows: (feature) => policy?.allowsFeature(feature) ?? true,
    now: () => performance.now(),
  };
}

/** Linux asks for rights on serial ports, which looks like a busy port. A hint for the next step that is shown, for nothing else. */
export function isLinux(): boolean {
  const found = globalThis.navigator as {
    readonly userAgentData?: { readonly platform: string };
    readonly platform?: string;
  };
  return /^linux/i.test(found.userAgentData?.platform ?? found.platform ?? '');
}
