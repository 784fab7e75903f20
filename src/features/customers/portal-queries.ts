import type { PortalActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { portalMay } from '../access/index.ts';

/** People shown under one another on the page of details. */
const MOST_CONTACTS = 50;

/** The customer the visitor belongs to, with its contacts. @throws NotFound when details are closed to the visitor */
export async function detailsVisibleTo(tx: Tx, actor: PortalActor) {
  if (actor.subject !== null || !portalMay(actor, 'details')) throw new NotFound();
  const [customer, contacts] = await Promise.all([
    tx
      .selectFrom('customers')
      .select([
        'number',
        'kind',
        'name',
        'line1',
        'line2',
        'postcode',
        'city',
        'region',
        'country',
        'billing_name',
        'billing_address',
        'vat_id',
        'language',
      ])
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
  ]);
  if (!customer) throw new NotFound();
  return { customer, contacts };
}
