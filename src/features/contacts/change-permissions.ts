import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { choiceChanges, type LayerChoices } from '../permissions/index.ts';
import type { Contact } from './contact.ts';
import { tell } from './save-contact.ts';

/** Writes a contact's own choices. Open sessions read them with their next request. */
export async function changeContactPermissions(
  tx: Tx,
  actor: StaffActor,
  contact: Contact,
  next: LayerChoices,
  now: Temporal.Instant,
): Promise<void> {
  const changes = choiceChanges(contact.permissions, next);
  if (Object.keys(changes).length === 0) return;
  await tx
    .updateTable('contacts')
    .set({ permissions: JSON.stringify(next), updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', contact.id)
    .execute();
  await tell(tx, actor, 'contact.permissions_changed', contact, now, changes);
}
