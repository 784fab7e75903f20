import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { DetailChange } from './change.ts';

/** A record shows its last changes. */
const SHOWN = 30;

/** What was changed of a customer and its people, newest first; of one person alone when `contactId` is given. */
export async function detailChangesOf(
  tx: Tx,
  actor: StaffActor,
  { customerId, contactId }: { readonly customerId: string; readonly contactId?: string },
): Promise<readonly DetailChange[]> {
  const rows = await tx
    .selectFrom('detail_changes as d')
    .leftJoin('contacts as p', (on) => on.onRef('p.org_id', '=', 'd.org_id').onRef('p.id', '=', 'd.contact_id'))
    .select([
      'd.id',
      'd.field',
      'd.old_value',
      'd.new_value',
      'd.actor_kind',
      'd.actor_name',
      'd.contact_id',
      'd.changed_at',
      'p.first_name',
      'p.last_name',
      'p.email',
      'p.phone',
    ])
    .where('d.org_id', '=', actor.orgId)
    .where('d.customer_id', '=', customerId)
    .$if(contactId !== undefined, (query) => query.where('d.contact_id', '=', contactId ?? ''))
    .orderBy('d.changed_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(SHOWN)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    field: row.field,
    before: row.old_value,
    after: row.new_value,
    actorKind: row.actor_kind,
    actorName: row.actor_name,
    person:
      row.contact_id === null
        ? null
        : [row.first_name, row.last_name].filter(Boolean).join(' ') || (row.email ?? row.phone),
    at: row.changed_at,
  }));
}
