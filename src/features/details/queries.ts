import { sql } from 'kysely';
import type { ContactActor, PortalActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { portalMay } from '../sessions/index.ts';
import { CUSTOMER_FIELDS, OWN_FIELDS, type Locked } from './details.ts';

/** People shown under one another on the page of details. */
const MOST_CONTACTS = 50;

/** The customer the visitor belongs to, with its contacts. @throws NotFound when details are closed to the visitor */
export async function detailsVisibleTo(tx: Tx, actor: PortalActor, now: Temporal.Instant) {
  if (actor.subject !== null || !portalMay(actor, 'details')) throw new NotFound();
  const [customer, contacts, waiting] = await Promise.all([
    tx
      .selectFrom('customers')
      .select(['number', 'kind', 'name', ...CUSTOMER_FIELDS])
      .where('org_id', '=', actor.orgId)
      .where('id', '=', actor.customerId)
      .executeTakeFirst(),
    tx
      .selectFrom('contacts')
      .select(['id', 'first_name', 'last_name', 'position', 'email', 'phone', 'is_main'])
      .where('org_id', '=', actor.orgId)
      .where('customer_id', '=', actor.customerId)
      .where('archived_at', 'is', null)
      .orderBy('is_main', 'desc')
      .orderBy('last_name')
      .orderBy('id')
      .limit(MOST_CONTACTS)
      .execute(),
    actor.kind === 'contact' ? ownWaiting(tx, actor, now) : [],
  ]);
  if (!customer) throw new NotFound();
  return { customer, contacts, waiting };
}

/** A person's own new addresses that wait to be confirmed. */
export function ownWaiting(tx: Tx, actor: ContactActor, now: Temporal.Instant) {
  return tx
    .selectFrom('reach_changes')
    .select(['id', 'channel', 'new_address', 'expires_at'])
    .where('org_id', '=', actor.orgId)
    .where('contact_id', '=', actor.contactId)
    .where('confirmed_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at')
    .execute();
}

/** What the customer may change, as it is. `lock`: until the transaction ends. */
export async function customerVisibleTo(tx: Tx, actor: PortalActor, { lock = false } = {}) {
  const row = await tx
    .selectFrom('customers')
    .select(['updated_at', ...CUSTOMER_FIELDS])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', actor.customerId)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return row;
}

/** What a person may change of itself, as it is. */
export async function ownVisibleTo(tx: Tx, actor: ContactActor, { lock = false } = {}) {
  const row = await tx
    .selectFrom('contacts')
    .select(['email', 'phone', 'updated_at', ...OWN_FIELDS])
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', actor.customerId)
    .where('id', '=', actor.contactId)
    .where('archived_at', 'is', null)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return row;
}

/**
 * Which of the customer's details an invoice carries. The database answers yes or no, since not every visitor who may
 * change details sees invoices. With the customer's row locked it stays so: an invoice is issued after, or was before.
 */
export async function lockedDetails(tx: Tx): Promise<Locked> {
  const { rows } = await sql<Locked>`
    select doorstep_private.stands_on_invoice('billing_name') as billing_name, doorstep_private.stands_on_invoice('vat_id') as vat_id`.execute(
    tx,
  );
  return rows[0] ?? { billing_name: true, vat_id: true };
}
