import type { SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';

/** An event as what follows from it reads it. */
export interface PastEvent {
  readonly id: string;
  readonly name: string;
  readonly actorKind: string;
  /** Whose deed it was: the id of the contact, link or member of staff. */
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly customerId: string | null;
  readonly subject: { readonly kind: string; readonly id: string } | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: Temporal.Instant;
}

export async function findEvent(tx: Tx, actor: SystemActor, id: string): Promise<PastEvent | null> {
  const row = await tx
    .selectFrom('events')
    .selectAll()
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const { subject_kind: kind, subject_id: subjectId } = row;
  return {
    id: row.id,
    name: row.name,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorName: row.actor_name,
    customerId: row.customer_id,
    subject: kind === null || subjectId === null ? null : { kind, id: subjectId },
    data: isRecord(row.data) ? row.data : {},
    at: row.happened_at,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
