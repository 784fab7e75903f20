import { sql } from 'kysely';
import { system, type ContactActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import type { Colleague } from './colleague.ts';

/** As many as a customer can have. */
const MOST_COLLEAGUES = 200;

/** The contacts of the visitor's customer, the main one first. Where every read of colleagues starts. */
export function colleaguesVisibleTo(tx: Tx, actor: ContactActor) {
  return tx
    .selectFrom('contacts as p')
    .select([
      'p.id',
      'p.first_name',
      'p.last_name',
      'p.position',
      'p.email',
      'p.phone',
      'p.is_main',
      'p.permissions',
      'p.access_ends_on',
      'p.invited_by_contact_id',
      'p.invited_at',
    ])
    .select(
      sql<readonly string[]>`array(select cs.site_id from contact_sites cs
        where cs.org_id = p.org_id and cs.contact_id = p.id)`.as('siteIds'),
    )
    .where('p.org_id', '=', actor.orgId)
    .where('p.customer_id', '=', actor.customerId)
    .where('p.archived_at', 'is', null)
    .orderBy('p.is_main', 'desc')
    .orderBy(sql`lower(coalesce(p.last_name, p.first_name, p.email, p.phone))`)
    .orderBy('p.id')
    .limit(MOST_COLLEAGUES);
}

/** One of them. @throws NotFound, also for another customer's */
export async function findColleague(tx: Tx, actor: ContactActor, id: string): Promise<Colleague> {
  if (!isUuid(id)) throw new NotFound();
  const row = await colleaguesVisibleTo(tx, actor).where('p.id', '=', id).executeTakeFirst();
  if (!row) throw new NotFound();
  return row;
}

/** More ticks than this help nobody; such a customer gives all sites, or the office chooses. */
const MOST_SITES = 500;

/** The sites the visitor may see and so may give: row-level security leaves no others. */
export async function ownSites(tx: Tx, actor: ContactActor) {
  return tx
    .selectFrom('sites')
    .select(['id', 'name'])
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', actor.customerId)
    .where('archived_at', 'is', null)
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .limit(MOST_SITES)
    .execute();
}

export async function ownSiteIds(tx: Tx, actor: ContactActor): Promise<readonly string[]> {
  return (await ownSites(tx, actor)).map((site) => site.id);
}

/**
 * When each of these contacts was last in the portal. Read for the visitor by the background's role, since sessions are
 * no business of a visitor's: the ids are those the visitor was just shown.
 */
export async function lastUses(
  services: Services,
  actor: ContactActor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Temporal.Instant>> {
  if (ids.length === 0) return new Map();
  const rows = await services.db.inReadScope(system(actor.orgId, 'colleagues'), (tx) =>
    tx
      .selectFrom('sessions')
      .select((eb) => ['contact_id', eb.fn.max('last_seen_at').as('at')])
      .where('org_id', '=', actor.orgId)
      .where('customer_id', '=', actor.customerId)
      .where('contact_id', 'in', ids)
      .where('kind', '=', 'portal')
      .where('human_at', 'is not', null)
      .groupBy('contact_id')
      .execute(),
  );
  return new Map(rows.flatMap((row) => (row.contact_id === null ? [] : [[row.contact_id, row.at]])));
}
