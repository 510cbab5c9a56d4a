import { expect, it, vi } from 'vitest';
import { eventStream, type EventStream } from './event-stream.ts';

/** Opens a stream; `read` gives the next piece of text, undefined at the end. */
function open(closing = new AbortController()) {
  const stop = vi.fn();
  let events: EventStream | undefined;
  const response = eventStream(closing.signal, (stream) => {
    events = stream;
    return stop;
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  return { closing, stop, events: events!, reader, read: async () => (await reader.read()).value };
}

it('sends events as JSON, after saying how soon to come back', async () => {
  const { events, read } = open();
  events.send('wall', { tiles: ['小鹰\n'] });
  expect(await read()).toMatch(/^retry: \d+\n\n$/);
  expect(await read()).toBe('event: wall\ndata: {"tiles":["小鹰\\n"]}\n\n');
});

it('stops following when the browser goes away', async () => {
  const { reader, stop, events } = open();
  await reader.cancel();
  await vi.waitFor(() => expect(stop).toHaveBeenCalledOnce());
  expect(() => events.send('late', {})).not.toThrow();
});

it('ends with a word of its own, once', async () => {
  const { events, read, stop } = open();
  events.end('gone');
  await read();
  expect(await read()).toBe('event: gone\ndata: {}\n\n');
  expect(await read()).toBeUndefined();
  expect(stop).toHaveBeenCalledOnce();
});

it('closes without a word when the server ends, so that the browser comes back', async () => {
  const { closing, read, stop } = open();
  await read();
  closing.abort();
  expect(await read()).toBeUndefined();
  expect(stop).toHaveBeenCalledOnce();
  const late = open(closing);
  await late.read();
  expect(await late.read()).toBeUndefined();
});
