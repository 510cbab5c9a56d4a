/**
 * Follows what happens in a pupil's class: something of it changed, or the pupil's hand was lowered by the teacher. While
 * it is followed, the class wall shows the pupil as here. Returns how to stop.
 */
export function followClass(
  classId: string,
  { onChanged, onHand }: { onChanged: () => void; onHand: (raised: boolean) => void },
): () => void {
  const source = new EventSource(`/api/classes/${classId}/events`);
  source.addEventListener('changed', onChanged);
  source.addEventListener('hand', (event) => onHand((JSON.parse(event.data as string) as { raised: boolean }).raised));
  return () => source.close();
}
