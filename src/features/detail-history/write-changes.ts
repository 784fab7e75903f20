import { randomUUIDv7 } from 'node:crypto';
import type { ContactActor, LinkVisitor, StaffActor, SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { FieldChange } from './change.ts';

type Changer = Pick<ContactActor, 'kind' | 'orgId' | 'contactId' | 'name'> | LinkVisitor | StaffActor | SystemActor;

/** Keeps what was changed and by whom, in the transaction of the change itself. */
export async function writeChanges(
  tx: Tx,
  actor: Changer,
  of: { readonly customerId: string; readonly contactId: string | null },
  changes: readonly FieldChange[],
  now: Temporal.Instant,
): Promise<void> {
  if (changes.length === 0) return;
  await tx
    .insertInto('detail_changes')
    .values(
      changes.map(({ field, before, after }) => ({
        org_id: actor.orgId,
        // Named here: a visitor of the portal may write changes and not read them.
        id: randomUUIDv7(),
        customer_id: of.customerId,
        contact_id: of.contactId,
        field,
        old_value: before,
        new_value: after,
        actor_kind: actor.kind,
        actor_id: idOf(actor),
        actor_name: actor.name.slice(0, 200),
        changed_at: now,
      })),
    )
    .execute();
}

function idOf(actor: Changer): string | null {
  switch (actor.kind) {
    case 'contact':
      return actor.contactId;
    case 'link':
      return actor.linkId;
    case 'staff':
      return actor.staffId;
    case 'system':
      return null;
  }
}
