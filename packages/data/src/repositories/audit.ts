import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { CallerTransaction } from '../database.ts';
import type { AuditEventTable } from '../schema/index.ts';

export type AuditEvent = Selectable<AuditEventTable>;

/**
 * Notes that the caller did something with a child's work or rights. People go into the log as pseudonyms; put nothing
 * personal into `details`.
 */
export async function audit(
  tx: CallerTransaction,
  event: {
    /** `noun.verb`, such as `project.opened`. */
    action: string;
    /** The unit whose admins shall see it. */
    unitId: string | null;
    /** The person whom it is about. */
    subjectId?: string;
    object?: { kind: string; id: string };
    details?: Record<string, string | number | boolean>;
  },
): Promise<void> {
  await sql`select app.audit(
    ${event.action}, ${event.unitId}::uuid, ${event.subjectId ?? null}::uuid,
    ${event.object?.kind ?? null}, ${event.object?.id ?? null}, ${JSON.stringify(event.details ?? {})}::jsonb
  )`.execute(tx);
}

/** Newest first, before a sequence number when paging. Admins see what happened at or below their units. */
export async function listAudit(
  tx: CallerTransaction,
  { unitId, before, limit = 50 }: { unitId: string; before?: number; limit?: number },
): Promise<AuditEvent[]> {
  let query = tx
    .selectFrom('auditEvent')
    .selectAll()
    .where(sql<boolean>`unit_path && array[${unitId}::uuid]`)
    .orderBy('seq', 'desc')
    .limit(limit);
  if (before !== undefined) query = query.where('seq', '<', before);
  return query.execute();
}
