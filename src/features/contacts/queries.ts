import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isNumber, isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { linkShownFor } from '../links/index.ts';
import type { Access, Contact, CustomerOfContact } from './contact.ts';

/** Held while contacts of a customer are added or exchanged, so that it never has two main contacts or none. */
export async function lockCustomer(tx: Tx, actor: StaffActor, customerId: string): Promise<void> {
  await tx
    .selectFrom('customers')
    .select('id')
    .where('org_id', '=', actor.orgId)
    .where('id', '=', customerId)
    .forUpdate()
    .execute();
}

/** The customer of a number. @throws NotFound */
export async function customerOf(tx: Tx, actor: StaffActor, number: string): Promise<CustomerOfContact> {
  if (!isNumber(number)) throw new NotFound();
  const row = await tx
    .selectFrom('customers')
    .select(['org_id', 'id', 'number', 'name', 'permissions', 'archived_at'])
    .where('org_id', '=', actor.orgId)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return row;
}

export interface ContactOfCustomer {
  readonly customer: CustomerOfContact;
  readonly contact: Contact;
}

/** A contact by its customer's number and its id. @throws NotFound, also when it is another customer's */
export async function findContact(tx: Tx, actor: StaffActor, number: string, id: string): Promise<ContactOfCustomer> {
  if (!isUuid(id)) throw new NotFound();
  const [customer, contact] = await Promise.all([
    customerOf(tx, actor, number),
    tx.selectFrom('contacts').selectAll().where('org_id', '=', actor.orgId).where('id', '=', id).executeTakeFirst(),
  ]);
  if (!contact || contact.customer_id !== customer.id) throw new NotFound();
  return { customer, contact };
}

/** The same, with the customer's row locked until the transaction ends. */
export async function lockContact(tx: Tx, actor: StaffActor, number: string, id: string): Promise<ContactOfCustomer> {
  const { customer } = await findContact(tx, actor, number, id);
  await lockCustomer(tx, actor, customer.id);
  return findContact(tx, actor, number, id);
}

/** A customer's contacts in use, the main one first, then by name; or the archived ones. */
export async function contactsOf(
  tx: Tx,
  actor: StaffActor,
  customerId: string,
  { archived = false }: { archived?: boolean } = {},
): Promise<readonly Contact[]> {
  return tx
    .selectFrom('contacts')
    .selectAll()
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', customerId)
    .where('archived_at', archived ? 'is not' : 'is', null)
    .orderBy('is_main', 'desc')
    .orderBy((eb) => eb.fn('lower', [eb.fn.coalesce('last_name', 'first_name', 'email', 'phone')]))
    .orderBy('id')
    .execute();
}

/** A PIN is dead after so many wrong tries; it stays so until it is reset. */
const PIN_TRIES = 5;

/** All of it in one round trip but for the link's maker. */
export async function accessOf(
  tx: Tx,
  actor: StaffActor,
  services: Pick<Services, 'keys' | 'baseUrl' | 'now'>,
  contact: Pick<Contact, 'id' | 'customer_id'>,
): Promise<Access> {
  const [link, pin, sessions] = await Promise.all([
    linkShownFor(tx, actor, services, { kind: 'contact', customerId: contact.customer_id, contactId: contact.id }),
    tx
      .selectFrom('contact_pins')
      .select(['set_at', 'set_by', 'fails'])
      .where('org_id', '=', actor.orgId)
      .where('contact_id', '=', contact.id)
      .executeTakeFirst(),
    openSessions(tx, actor, contact.id, services.now()),
  ]);
  return {
    link,
    pin: pin ? { setAt: pin.set_at, setBy: pin.set_by, blocked: pin.fails >= PIN_TRIES } : null,
    openSessions: sessions.open,
    lastSeenAt: later(sessions.last, link?.lastUsedAt ?? null),
  };
}

async function openSessions(tx: Tx, actor: StaffActor, contactId: string, now: Temporal.Instant) {
  const row = await tx
    .selectFrom('sessions')
    .select((eb) => [
      eb.cast<number>(eb.fn.countAll().filterWhere('expires_at', '>', now), 'integer').as('open'),
      eb.fn.max('last_seen_at').as('last'),
    ])
    .where('org_id', '=', actor.orgId)
    .where('contact_id', '=', contactId)
    .where('kind', '=', 'portal')
    .where('human_at', 'is not', null)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row;
}

function later(a: Temporal.Instant | null, b: Temporal.Instant | null): Temporal.Instant | null {
  if (a === null || b === null) return a ?? b;
  return Temporal.Instant.compare(a, b) < 0 ? b : a;
}

/** The customer's sites with whether this contact was given each. */
export async function siteChoices(
  tx: Tx,
  actor: StaffActor,
  contact: Contact,
): Promise<
  readonly { readonly id: string; readonly name: string; readonly place: string; readonly chosen: boolean }[]
> {
  const rows = await tx
    .selectFrom('sites as s')
    .leftJoin('contact_sites as cs', (on) =>
      on.onRef('cs.org_id', '=', 's.org_id').onRef('cs.site_id', '=', 's.id').on('cs.contact_id', '=', contact.id),
    )
    .select(['s.id', 's.name', 's.line1', 's.postcode', 'cs.site_id'])
    .where('s.org_id', '=', actor.orgId)
    .where('s.customer_id', '=', contact.customer_id)
    .where((eb) => eb.or([eb('s.archived_at', 'is', null), eb('cs.site_id', 'is not', null)]))
    .orderBy('s.name')
    .orderBy('s.id')
    .limit(MOST_SITES)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    place: [row.line1, row.postcode].filter(Boolean).join(', '),
    chosen: row.site_id !== null,
  }));
}

/** A page of ticks longer than this helps nobody; such a customer's contacts see all sites or are split up. */
const MOST_SITES = 1000;
