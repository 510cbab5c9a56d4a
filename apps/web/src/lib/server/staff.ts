import { error } from '@sveltejs/kit';
import type { CallerTransaction } from '@paperkite/data';
import { staffUnits, type StaffUnit } from '#server/contests/staff.ts';
import { asCaller } from './api.ts';

/** Runs work for an organiser with the units that they organise; 403 for everybody else. */
export const asStaff = <T>(
  locals: App.Locals,
  work: (tx: CallerTransaction, staff: { units: StaffUnit[]; unitIds: string[] }) => Promise<T>,
): Promise<T> =>
  asCaller(locals, async (tx, personId) => {
    const units = await staffUnits(tx, personId);
    if (units.length === 0) error(403, { status: 403, message: 'not_allowed' });
    return work(tx, { units, unitIds: units.map(({ unitId }) => unitId) });
  });
