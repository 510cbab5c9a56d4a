/** One open stream of Server-Sent Events. */
export interface EventStream {
  /** Sends data as JSON under an event name. */
  send(event: string, data: unknown): void;
  /** Sends a last event and closes; the browser should not come back. */
  end(event: string): void;
}

/** Proxies drop what is silent for a minute. */
const HEARTBEAT_MS = 15_000;
/** How soon a browser comes back after a break, in milliseconds. */
const RETRY_MS = 1500;

/**
 * An answer that stays open. `start` begins to follow something and returns how to stop; it is stopped when the browser
 * goes away, the stream ends, or the server does (`closing`): then the browser comes back by itself.
 */
export function eventStream(closing: AbortSignal, start: (events: EventStream) => () => void): Response {
  const encoder = new TextEncoder();
  let stop: (() => void) | undefined;
  let unlisten: (() => void) | undefined;
  let heartbeat: ReturnType<typeof setInterval> | undefined;
  let closed = false;
  const finish = (): void => {
    if (closed) return;
    closed = true;
    clearInterval(heartbeat);
    unlisten?.();
    stop?.();
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string): void => {
        if (!closed) controller.enqueue(encoder.encode(text));
      };
      const close = (): void => {
        finish();
        controller.close();
      };
      write(`retry: ${RETRY_MS}\n\n`);
      if (closing.aborted) return close();
      closing.addEventListener('abort', close);
      unlisten = () => closing.removeEventListener('abort', close);
      heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
      stop = start({
        send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
        end(event) {
          write(`event: ${event}\ndata: {}\n\n`);
          close();
        },
      });
      if (closed) stop();
    },
    cancel: finish,
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      // A connection that stays when the stream has ended would keep a server that wants to end.
      connection: 'close',
    },
  });
}
