/** What a queue shows; a review that was opened from it keeps to it. */
export interface QueueFilter {
  state: string | null;
  track: string | null;
  unit: string;
}

/** An address with the filter of a queue, and where its page begins. */
export function queueAddress(path: string, { state, track, unit }: QueueFilter, after?: string): string {
  const query = new URLSearchParams();
  if (state) query.set('state', state);
  if (track) query.set('track', track);
  query.set('unit', unit);
  if (after) query.set('after', after);
  return `${path}?${query}`;
}
