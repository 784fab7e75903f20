import { sql } from 'kysely';
import type { PortalActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';

/** A place of the customer's, as its own people see it. */
export interface VisibleSite {
  readonly id: string;
  readonly name: string;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly postcode: string | null;
  readonly city: string | null;
  readonly country: string | null;
}

export interface VisibleSites {
  readonly sites: readonly VisibleSite[];
  /** More are there than are shown. */
  readonly hasMore: boolean;
}

/** Sites shown under one another; a customer with more rings for the list. */
const MOST_SITES = 50;

/** The sites the visitor may see, all or those chosen for them, by name. */
export async function sitesVisibleTo(tx: Tx, actor: PortalActor): Promise<VisibleSites> {
  const { sites } = actor.permissions;
  if (actor.subject !== null || sites === 'none') return { sites: [], hasMore: false };
  const found = await tx
    .selectFrom('sites as s')
    .select(['s.id', 's.name', 's.line1', 's.line2', 's.postcode', 's.city', 's.country'])
    .where('s.org_id', '=', actor.orgId)
    .where('s.customer_id', '=', actor.customerId)
    .where('s.archived_at', 'is', null)
    .where((eb) => {
      if (sites !== 'chosen') return sql<boolean>`true`;
      if (actor.kind !== 'contact') return sql<boolean>`false`;
      return eb.exists(
        eb
          .selectFrom('contact_sites as chosen')
          .select('chosen.site_id')
          .whereRef('chosen.org_id', '=', 's.org_id')
          .whereRef('chosen.site_id', '=', 's.id')
          .where('chosen.contact_id', '=', actor.contactId),
      );
    })
    .orderBy(sql`lower(s.name)`)
    .orderBy('s.id')
    .limit(MOST_SITES + 1)
    .execute();
  return { sites: found.slice(0, MOST_SITES), hasMore: found.length > MOST_SITES };
}
