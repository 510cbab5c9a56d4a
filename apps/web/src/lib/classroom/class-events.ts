/** When a teacher hands something out, fifty pages hear it at once: they do not all ask at the same instant. */
const SPREAD_MS = 600;

/**
 * Follows what happens in a pupil's class: something of it changed, or the pupil's hand was lowered by the teacher. While
 * it is followed, the class wall shows the pupil as here. Returns how to stop.
 */
export function followClass(
  classId: string,
  { onChanged, onHand }: { onChanged: () => void; onHand: (raised: boolean) => void },
): () => void {
  const source = new EventSource(`/api/classes/${classId}/events`);
  let soon: ReturnType<typeof setTimeout> | undefined;
  source.addEventListener('changed', () => {
    soon ??= setTimeout(() => {
      soon = undefined;
      onChanged();
    }, Math.random() * SPREAD_MS);
  });
  // Taken out of the class: the page learns it by reading again, and the browser does not come back.
  source.addEventListener('gone', () => {
    source.close();
    onChanged();
  });
  source.addEventListener('hand', (event) => onHand((JSON.parse(event.data as string) as { raised: boolean }).raised));
  return () => {
    clearTimeout(soon);
    source.close();
  };
}
