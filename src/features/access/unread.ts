import { sql } from 'kysely';
import type { PortalActor, StaffActor } from '../../kernel/actor.ts';
import { build, prepared, type Tx } from '../../platform/db/index.ts';

/** More than this is written as this: nobody counts on. */
const MOST_COUNTED = 100;

/**
 * In how many threads the office wrote something this visitor has not read. Travels with the queries of every page, for
 * the bar. Threads about a job or invoice that is closed to the visitor are left out by row-level security alone.
 */
export async function unreadThreads(tx: Tx, actor: PortalActor): Promise<number> {
  const reader = actor.kind === 'contact' ? actor.contactId : actor.linkId;
  if (reader === null) return 0;
  const count = actor.permissions.messages === 'own' ? unreadOwn : unreadOfCustomer;
  const [row] = await count(tx, actor.orgId, actor.customerId, reader);
  return row?.count ?? 0;
}

const unreadOfCustomer = prepared((orgId: string, customerId: string, reader: string) =>
  build.selectFrom(unread(orgId, customerId, reader).as('u')).select(sql<number>`count(*)::int`.as('count')),
);

const unreadOwn = prepared((orgId: string, customerId: string, reader: string) =>
  build
    .selectFrom(
      unread(orgId, customerId, reader)
        .where((eb) =>
          eb.exists(
            eb
              .selectFrom('thread_contacts as p')
              .select('p.contact_id')
              .whereRef('p.org_id', '=', 't.org_id')
              .whereRef('p.thread_id', '=', 't.id')
              .where('p.contact_id', '=', reader),
          ),
        )
        .as('u'),
    )
    .select(sql<number>`count(*)::int`.as('count')),
);

function unread(orgId: string, customerId: string, reader: string) {
  return build
    .selectFrom('threads as t')
    .leftJoin('thread_reads as r', (on) =>
      on.onRef('r.org_id', '=', 't.org_id').onRef('r.thread_id', '=', 't.id').on('r.reader_id', '=', reader),
    )
    .select('t.id')
    .where('t.org_id', '=', orgId)
    .where('t.customer_id', '=', customerId)
    .where(sql<boolean>`t.office_position > coalesce(r.read_to, 0)`)
    .limit(sql.lit(MOST_COUNTED));
}

/** In how many open threads the customer wrote something that nobody in the office has read. */
export async function unreadInOffice(tx: Tx, actor: StaffActor): Promise<number> {
  const [row] = await unreadOfOrg(tx, actor.orgId);
  return row?.count ?? 0;
}

const unreadOfOrg = prepared((orgId: string) =>
  build
    .selectFrom(
      build
        .selectFrom('threads')
        .select('id')
        .where('org_id', '=', orgId)
        .where('closed_at', 'is', null)
        .whereRef('customer_position', '>', 'staff_read_to')
        .limit(sql.lit(MOST_COUNTED))
        .as('u'),
    )
    .select(sql<number>`count(*)::int`.as('count')),
);
