import type { StaffActor } from '../../kernel/actor.ts';
import { refuse } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { endPortalSessions } from '../sessions/index.ts';
import { archiveRefusal, mainRefusal, type Contact } from './contact.ts';
import { tell } from './save-contact.ts';

/** Takes a contact out of use. Its link opens nothing and its sessions end with the next request. */
export async function archiveContact(
  tx: Tx,
  actor: StaffActor,
  contact: Contact,
  now: Temporal.Instant,
): Promise<void> {
  refuse(archiveRefusal(contact));
  await tx
    .updateTable('contacts')
    .set({ archived_at: now, updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', contact.id)
    .execute();
  await endPortalSessions(tx, actor.orgId, { contactId: contact.id }, now);
  await tell(tx, actor, 'contact.archived', contact, now);
}

/** Brings an archived contact back. Sessions that ended stay ended; an enabled link opens again. */
export async function restoreContact(
  tx: Tx,
  actor: StaffActor,
  contact: Contact,
  now: Temporal.Instant,
): Promise<void> {
  if (contact.archived_at === null) return;
  await tx
    .updateTable('contacts')
    .set({ archived_at: null, is_main: false, updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', contact.id)
    .execute();
  await tell(tx, actor, 'contact.restored', contact, now);
}

/** The person the customer number leads to, and whom messages reach. The one before steps down. */
export async function makeMain(tx: Tx, actor: StaffActor, contact: Contact, now: Temporal.Instant): Promise<void> {
  refuse(mainRefusal(contact));
  if (contact.is_main) return;
  await tx
    .updateTable('contacts')
    .set({ is_main: false, updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', contact.customer_id)
    .where('is_main', '=', true)
    .execute();
  await tx
    .updateTable('contacts')
    .set({ is_main: true, updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', contact.id)
    .execute();
  await tell(tx, actor, 'contact.made_main', contact, now);
}
