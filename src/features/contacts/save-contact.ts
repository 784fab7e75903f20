import type { StaffActor } from '../../kernel/actor.ts';
import { Refused } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { changesBetween, writeChanges } from '../detail-history/index.ts';
import { CONTACT_FIELDS, MOST_CONTACTS, type Contact, type ContactFields } from './contact.ts';
import { lockCustomer } from './queries.ts';

/**
 * Adds a contact to a customer; the first one, or one that is said to be, is the main contact. With an `id`, the contact
 * of that id when it was made before: a form that is sent twice makes one.
 */
export async function createContact(
  tx: Tx,
  actor: StaffActor,
  customerId: string,
  fields: ContactFields,
  { isMain, now, id = null }: { isMain: boolean; now: Temporal.Instant; id?: string | null },
): Promise<Contact> {
  await lockCustomer(tx, actor, customerId);
  const made = id === null ? undefined : await contactMadeBefore(tx, actor, customerId, id);
  if (made) return made;
  const { count } = await tx
    .selectFrom('contacts')
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('count'))
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow();
  if (count >= MOST_CONTACTS) throw new Refused('contacts.refused-too-many', { most: MOST_CONTACTS });
  const contact = await tx
    .insertInto('contacts')
    .values({
      ...(id === null ? {} : { id }),
      org_id: actor.orgId,
      customer_id: customerId,
      ...fields,
      is_main: isMain,
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  // The main contact comes with its customer, whose own event says so.
  if (!isMain) await tell(tx, actor, 'contact.created', contact, now);
  return contact;
}

function contactMadeBefore(tx: Tx, actor: StaffActor, customerId: string, id: string): Promise<Contact | undefined> {
  return tx
    .selectFrom('contacts')
    .selectAll()
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', customerId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Changes what is different; nothing is written when nothing is. */
export async function changeContact(
  tx: Tx,
  actor: StaffActor,
  contact: Contact,
  fields: ContactFields,
  now: Temporal.Instant,
): Promise<void> {
  const changed = CONTACT_FIELDS.filter((name) => contact[name] !== fields[name]);
  if (changed.length === 0) return;
  await tx
    .updateTable('contacts')
    .set({ ...fields, updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', contact.id)
    .execute();
  const of = { customerId: contact.customer_id, contactId: contact.id };
  await writeChanges(tx, actor, of, changesBetween(contact, fields, CONTACT_FIELDS), now);
  await tell(tx, actor, 'contact.changed', contact, now, { fields: changed.join(',') });
}

/** An event about a contact, in its customer's history. */
export async function tell(
  tx: Tx,
  actor: StaffActor,
  event: `contact.${string}`,
  contact: Pick<Contact, 'id' | 'customer_id'>,
  now: Temporal.Instant,
  data: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  await record(tx, actor, event, {
    now,
    customerId: contact.customer_id,
    subject: { kind: 'contact', id: contact.id },
    data,
  });
}
