import { error } from '@sveltejs/kit';
import { checkNickname } from '@paperkite/classroom';
import { changeSeat, DataError, findSeat, listClassProjects, type CallerTransaction, type Seat } from '@paperkite/data';
import * as v from 'valibot';
import { asCaller, jsonBody, uuidIn } from '#lib/server/api.ts';
import { GRADES } from '#lib/classroom/grades.ts';
import { setSeatRemoved } from '#server/classroom/seat-removal.ts';
import { teaches } from '#server/classroom/delete-class.ts';
import type { RequestHandler } from './$types';

const Change = v.object({
  nickname: v.optional(v.pipe(v.string(), v.maxLength(200))),
  grade: v.optional(v.nullable(v.picklist(GRADES))),
  removed: v.optional(v.boolean()),
  handRaised: v.optional(v.literal(false)),
});

/** What a teacher does with a seat: rename, set the grade, take out of the class and put back, lower the hand. */
export const PATCH: RequestHandler = async ({ locals, params, request }) => {
  const classId = uuidIn(params);
  const { nickname: typed, grade, removed, handRaised } = await jsonBody(request, Change);
  const nickname = typed === undefined ? undefined : checkNickname(typed);
  if (nickname && !nickname.ok) error(409, { status: 409, message: nickname.error.code });
  const { seat, works } = await asCaller(locals, async (tx, personId) => {
    const found = await seatOf(tx, personId, classId, uuidIn(params, 'seat'));
    const change = { ...(nickname && { nickname: nickname.value }), ...(grade !== undefined && { grade }) };
    if (Object.keys(change).length > 0) await changeSeat(tx, found.id, change);
    // Before: once the pupil is out, teachers do not see the works any more.
    const seen = removed ? await listClassProjects(tx, classId) : [];
    if (removed !== undefined) await setSeatRemoved(tx, found, removed);
    return { seat: found, works: seen.filter(({ ownerId }) => ownerId === found.personId) };
  });
  const { walls, collab } = locals.services;
  if (removed !== undefined) {
    walls.setHand(classId, seat.personId, false);
    await collab.refreshAccess({ personId: seat.personId });
    // A teacher, or a classmate, who has one of them open.
    for (const { id } of works) await collab.refreshAccess({ documentId: id });
  }
  if (handRaised === false) walls.setHand(classId, seat.personId, false);
  walls.classChanged(classId);
  return new Response(null, { status: 204 });
};

async function seatOf(tx: CallerTransaction, personId: string, classId: string, seatId: string): Promise<Seat> {
  const seat = (await teaches(tx, classId, personId)) ? await findSeat(tx, seatId) : undefined;
  if (seat?.classId !== classId) throw new DataError('not_found');
  return seat;
}
