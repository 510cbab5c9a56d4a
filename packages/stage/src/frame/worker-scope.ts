/** The part of a dedicated worker's global scope that we use; the DOM library of TypeScript does not know workers. */
export interface WorkerScope {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  importScripts(...urls: string[]): void;
}
