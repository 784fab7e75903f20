import type { StaffActor } from '../../kernel/actor.ts';
import { Invalid } from '../../kernel/errors.ts';
import { isNumber } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { SITE_FIELDS, type Site, type SiteForm } from './site.ts';

/**
 * Adds a site, attached to the customer of the number or to none. With an `id`, the site of that id when it was made
 * before: a form that is sent twice makes one.
 * @throws Invalid for a number nobody has
 */
export async function createSite(
  tx: Tx,
  actor: StaffActor,
  form: SiteForm,
  { now, id = null }: { now: Temporal.Instant; id?: string | null },
): Promise<Site> {
  const customerId = await customerIdOf(tx, actor, form.customerNumber);
  const site = await tx
    .insertInto('sites')
    .values({
      ...(id === null ? {} : { id }),
      org_id: actor.orgId,
      customer_id: customerId,
      ...form.site,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'id']).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!site) return siteOf(tx, actor, id ?? '');
  await tell(tx, actor, 'site.created', site, now);
  if (customerId !== null) await tellCustomer(tx, actor, 'site.attached', site, customerId, now);
  return site;
}

function siteOf(tx: Tx, actor: StaffActor, id: string): Promise<Site> {
  return tx
    .selectFrom('sites')
    .selectAll()
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/** Changes a site that the caller has locked. Attached to another customer, it leaves the lists of the first one's. */
export async function changeSite(
  tx: Tx,
  actor: StaffActor,
  site: Site,
  form: SiteForm,
  now: Temporal.Instant,
): Promise<void> {
  const fields = SITE_FIELDS.filter((name) => site[name] !== form.site[name]);
  if (fields.length > 0) {
    await tx
      .updateTable('sites')
      .set({ ...form.site, updated_at: now })
      .where('org_id', '=', actor.orgId)
      .where('id', '=', site.id)
      .execute();
    await tell(tx, actor, 'site.changed', site, now, { fields: fields.join(',') });
  }
  const customerId = await customerIdOf(tx, actor, form.customerNumber, site.customer_id);
  await attachSite(tx, actor, { ...site, name: form.site.name }, customerId, now);
}

/** Gives a site to a customer, or to none (null). Contacts it was chosen for lose it: they are somebody else's. */
export async function attachSite(
  tx: Tx,
  actor: StaffActor,
  site: Site,
  customerId: string | null,
  now: Temporal.Instant,
): Promise<void> {
  if (customerId === site.customer_id) return;
  await tx.deleteFrom('contact_sites').where('org_id', '=', actor.orgId).where('site_id', '=', site.id).execute();
  await tx
    .updateTable('sites')
    .set({ customer_id: customerId, updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', site.id)
    .execute();
  if (site.customer_id !== null) await tellCustomer(tx, actor, 'site.detached', site, site.customer_id, now);
  if (customerId !== null) await tellCustomer(tx, actor, 'site.attached', site, customerId, now);
}

/** Out of the lists and the portal, or back again. */
export async function setArchived(
  tx: Tx,
  actor: StaffActor,
  site: Site,
  archived: boolean,
  now: Temporal.Instant,
): Promise<void> {
  if ((site.archived_at !== null) === archived) return;
  await tx
    .updateTable('sites')
    .set({ archived_at: archived ? now : null, updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', site.id)
    .execute();
  await tell(tx, actor, archived ? 'site.archived' : 'site.restored', site, now);
}

async function customerIdOf(
  tx: Tx,
  actor: StaffActor,
  number: string | null,
  before: string | null = null,
): Promise<string | null> {
  if (number === null) return null;
  const customer = isNumber(number)
    ? await tx
        .selectFrom('customers')
        .select(['id', 'archived_at'])
        .where('org_id', '=', actor.orgId)
        .where('number', '=', number)
        .forShare()
        .executeTakeFirst()
    : undefined;
  const values = { number };
  if (!customer) throw new Invalid([{ field: 'customer', key: 'sites.problem-customer', values }]);
  if (customer.archived_at !== null && customer.id !== before) {
    throw new Invalid([{ field: 'customer', key: 'sites.problem-customer-archived', values }]);
  }
  return customer.id;
}

async function tell(
  tx: Tx,
  actor: StaffActor,
  event: `site.${string}`,
  site: Site,
  now: Temporal.Instant,
  data: Readonly<Record<string, string>> = {},
): Promise<void> {
  await record(tx, actor, event, { now, subject: { kind: 'site', id: site.id }, data });
}

/** In the customer's history the site is named; a place's name is no person's text. */
async function tellCustomer(
  tx: Tx,
  actor: StaffActor,
  event: 'site.attached' | 'site.detached',
  site: Site,
  customerId: string,
  now: Temporal.Instant,
): Promise<void> {
  await record(tx, actor, event, {
    now,
    customerId,
    subject: { kind: 'site', id: site.id },
    data: { site: site.name },
  });
}
