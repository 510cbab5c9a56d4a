import { audit, findClass, removeSeat, restoreSeat, type CallerTransaction, type Seat } from '@paperkite/data';

/**
 * Takes a pupil out of a class or puts the pupil back, and notes it in the audit log. Nothing happens when it is so already:
 * two teachers, or a second click. As a teacher of the class.
 * @throws DataError `nickname_taken`, `class_full` when putting back
 */
export async function setSeatRemoved(tx: CallerTransaction, seat: Seat, removed: boolean): Promise<void> {
  const { id, classId, personId } = seat;
  if (!(await (removed ? removeSeat : restoreSeat)(tx, id))) return;
  const unitId = (await findClass(tx, classId))?.unitId ?? null;
  await audit(tx, {
    action: removed ? 'seat.removed' : 'seat.restored',
    unitId,
    subjectId: personId,
    object: { kind: 'class', id: classId },
  });
}
