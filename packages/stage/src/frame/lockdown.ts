/**
 * Takes away what could reach out of the sandbox although no policy names it. Content Security Policy has no say over WebRTC
 * in every browser, and the rest is of no use to a project. Run before anything of a project is there.
 */
const REACHING_OUT = [
  'RTCPeerConnection',
  'webkitRTCPeerConnection',
  'RTCDataChannel',
  'RTCIceTransport',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
  'XMLHttpRequest',
  'fetch',
  'fetchLater',
  'BroadcastChannel',
  'SharedWorker',
  'indexedDB',
  'caches',
  'cookieStore',
  'open',
  'alert',
  'confirm',
  'prompt',
  'print',
  'PaymentRequest',
  'PresentationRequest',
] as const;

/** In the worker also what would start code elsewhere, or speak to the frame in the runtime's name. */
const ONLY_OURS = ['Worker', 'importScripts', 'postMessage', 'close'] as const;

/** Removes the names from a global object and everything it inherits from. */
function remove(scope: object, names: readonly string[]): void {
  for (const name of names) {
    for (let owner: object | null = scope; owner && owner !== Object.prototype; owner = Object.getPrototypeOf(owner)) {
      if (Object.hasOwn(owner, name)) delete (owner as Record<string, unknown>)[name];
    }
    // What cannot be deleted is covered.
    if (name in scope) Object.defineProperty(scope, name, { value: undefined, configurable: false, writable: false });
  }
}

export function lockFrame(): void {
  remove(globalThis, REACHING_OUT);
  if ('sendBeacon' in Navigator.prototype) delete (Navigator.prototype as { sendBeacon?: unknown }).sendBeacon;
}

export function lockWorker(): void {
  remove(globalThis, [...REACHING_OUT, ...ONLY_OURS]);
}
