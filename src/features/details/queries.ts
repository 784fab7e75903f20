import { system, type ContactActor, type PortalActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
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
 * Which of the customer's details an invoice carries. Asked for the product, since not every visitor who may change
 * details sees invoices.
 */
export function lockedDetails(services: Services, actor: PortalActor): Promise<Locked> {
  return services.db.inReadScope(system(actor.orgId, 'details'), async (tx) => {
    const carried = (column: 'billing_name' | 'vat_id', on: 'i.billing_name' | 'i.billing_vat_id') =>
      tx
        .selectFrom('customers as c')
        .innerJoin('invoices as i', (join) =>
          join.onRef('i.org_id', '=', 'c.org_id').onRef('i.customer_id', '=', 'c.id'),
        )
        .select('i.id')
        .where('c.org_id', '=', actor.orgId)
        .where('c.id', '=', actor.customerId)
        .where('i.state', '<>', 'draft')
        .whereRef(on, '=', `c.${column}`)
        .limit(1)
        .executeTakeFirst();
    const [name, vat] = await Promise.all([
      carried('billing_name', 'i.billing_name'),
      carried('vat_id', 'i.billing_vat_id'),
    ]);
    return { billing_name: name !== undefined, vat_id: vat !== undefined };
  });
}
