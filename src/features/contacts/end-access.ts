import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Contact } from './contact.ts';
import { tell } from './save-contact.ts';

/** The last day on which a contact may come in; null for no end. Asked on every request, so it works from the next on. */
export async function endAccess(
  tx: Tx,
  actor: StaffActor,
  contact: Contact,
  lastDay: Temporal.PlainDate | null,
  now: Temporal.Instant,
): Promise<void> {
  const [from, to] = [contact.access_ends_on?.toString() ?? '–', lastDay?.toString() ?? '–'];
  if (from === to) return;
  await tx
    .updateTable('contacts')
    .set({ access_ends_on: lastDay, updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', contact.id)
    .execute();
  await tell(tx, actor, 'contact.access_ends', contact, now, { from, to });
}
