import type { StaffActor } from '../../kernel/actor.ts';
import { Invalid } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Contact } from './contact.ts';
import { tell } from './save-contact.ts';

/**
 * Which of the customer's sites a contact sees when its permission says "chosen". Only sites attached to the customer
 * can be given. @throws Invalid for any other
 */
export async function chooseSites(
  tx: Tx,
  actor: StaffActor,
  contact: Contact,
  siteIds: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  const [attached, before] = await Promise.all([
    tx
      .selectFrom('sites')
      .select('id')
      .where('org_id', '=', actor.orgId)
      .where('customer_id', '=', contact.customer_id)
      .forShare()
      .execute(),
    tx
      .selectFrom('contact_sites')
      .select('site_id')
      .where('org_id', '=', actor.orgId)
      .where('contact_id', '=', contact.id)
      .execute(),
  ]);
  const known = new Set(attached.map((site) => site.id));
  const chosen = new Set(siteIds);
  if ([...chosen].some((id) => !known.has(id))) throw new Invalid([{ field: 'site', key: 'contacts.problem-site' }]);
  const had = new Set(before.map((row) => row.site_id));
  const given = [...chosen].filter((id) => !had.has(id));
  const taken = [...had].filter((id) => !chosen.has(id));
  if (given.length === 0 && taken.length === 0) return;
  if (taken.length > 0) {
    await tx
      .deleteFrom('contact_sites')
      .where('org_id', '=', actor.orgId)
      .where('contact_id', '=', contact.id)
      .where('site_id', 'in', taken)
      .execute();
  }
  if (given.length > 0) {
    await tx
      .insertInto('contact_sites')
      .values(given.map((id) => ({ org_id: actor.orgId, contact_id: contact.id, site_id: id })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await tell(tx, actor, 'contact.sites_chosen', contact, now, { given: given.length, taken: taken.length });
}
