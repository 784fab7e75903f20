import { sql } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { PortalUse } from './home.ts';

const USE_DAYS = 30;

/**
 * How the portal was used in the last thirty days by people, not by scanners and not by staff looking on: read from one
 * index. The share is of the customers who are not archived.
 */
export async function portalUse(tx: Tx, actor: StaffActor, now: Temporal.Instant): Promise<PortalUse> {
  const since = now.subtract({ hours: 24 * USE_DAYS });
  const [used, customers] = await Promise.all([
    tx
      .selectFrom('sessions')
      .select([
        sql<number>`(count(*) filter (where link_id is not null))::int`.as('opened'),
        sql<number>`(count(distinct customer_id))::int`.as('customers'),
      ])
      .where('org_id', '=', actor.orgId)
      .where('kind', '=', 'portal')
      .where('human_at', 'is not', null)
      .where('human_at', '>=', since)
      .executeTakeFirstOrThrow(),
    tx
      .selectFrom('customers')
      .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('count'))
      .where('org_id', '=', actor.orgId)
      .where('archived_at', 'is', null)
      .executeTakeFirstOrThrow(),
  ]);
  return { opened: used.opened, customers: used.customers, of: customers.count };
}
