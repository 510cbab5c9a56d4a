import type { BoardTransport } from '../transport/transport.ts';
import type { ConnectCode } from './connect-codes.ts';

/** A port of this computer that the person has allowed for this page. */
export interface BoardPort {
  /** The same port of the same source has the same id as long as the page lives. */
  readonly id: string;
  /** Vendor and product, where it is a USB port. */
  readonly usb: { readonly vendor: number; readonly product: number } | null;
  readonly transport: BoardTransport;
}

export interface RequestOptions {
  /** Shows every port, also those that do not look like a board. */
  readonly all?: boolean;
}

/** Where ports come from: the browser, a simulator, a test. Connections of one page that share it cannot open the same port twice. */
export interface BoardSource<Port extends BoardPort = BoardPort> {
  /** Why boards cannot be had here at all, or null. */
  obstacle(): ConnectCode | null;
  /**
   * Opens the browser's list; only in answer to a click or a key.
   * @throws ConnectError `nothing_chosen`, `blocked_by_policy`, `usb_chip_needs_serial`, `unsupported_browser`, `insecure_page`
   */
  request(options?: RequestOptions): Promise<Port>;
  /** Ports allowed earlier that are plugged in now; needs no click. */
  remembered(): Promise<Port[]>;
  /** An allowed port was plugged in. Returns how to stop listening. */
  onPlugged(listener: (port: Port) => void): () => void;
}

/**
 * Who has a board open, across the tabs of this site. It only explains: the system keeps two tabs apart by itself.
 */
export interface PortClaims {
  /** Until the returned function is called, other tabs see that this one has the port. */
  claim(port: BoardPort): () => void;
  /** Does another tab have such a port? */
  heldElsewhere(port: BoardPort): Promise<boolean>;
}
