import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { listPage, pastCursor, type ListPage, type Order, type PageAsked } from '../../platform/db/index.ts';

export type LinksShown = 'ending' | 'asked';

/** As on the office's home. */
const ENDING_DAYS = 14;
const PER_PAGE = 50;

const ORDERS: Readonly<Record<LinksShown, Order>> = {
  ending: { column: 'l.expires_at', id: 'l.id', type: 'timestamptz', descending: false },
  asked: { column: 'l.renewal_asked_at', id: 'l.id', type: 'timestamptz', descending: false },
};

/** Links that end within two weeks, or that ended and are asked for again; the most pressing first. */
export async function linksThatNeedSomebody(
  tx: Tx,
  actor: StaffActor,
  show: LinksShown,
  { after }: PageAsked,
  now: Temporal.Instant,
): Promise<ListPage<LinkLine>> {
  const order = ORDERS[show];
  const rows = await linksFor(tx, actor, show, now)
    .where(pastCursor(order, { after }))
    .orderBy(show === 'ending' ? 'l.expires_at' : 'l.renewal_asked_at')
    .orderBy('l.id')
    .limit(PER_PAGE + 1)
    .execute();
  return listPage(rows, PER_PAGE, { after }, (row) => ({
    key: (show === 'ending' ? row.expires_at : row.renewal_asked_at)?.toString() ?? null,
    id: row.id,
  }));
}

function linksFor(tx: Tx, actor: StaffActor, show: LinksShown, now: Temporal.Instant) {
  return tx
    .selectFrom('links as l')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'l.org_id').onRef('c.id', '=', 'l.customer_id'))
    .leftJoin('jobs as j', (on) => on.onRef('j.org_id', '=', 'l.org_id').onRef('j.id', '=', 'l.job_id'))
    .select(['l.id', 'l.kind', 'l.expires_at', 'l.renewal_asked_at', 'l.last_used_at', 'l.contact_id', 'l.invoice_id'])
    .select(['c.name as customer_name', 'c.number as customer_number', 'j.number as job_number'])
    .where('l.org_id', '=', actor.orgId)
    .where('c.org_id', '=', actor.orgId)
    .where('c.archived_at', 'is', null)
    .where('l.disabled_at', 'is', null)
    .$if(show === 'ending', (query) =>
      query.where('l.expires_at', '>', now).where('l.expires_at', '<=', now.add({ hours: 24 * ENDING_DAYS })),
    )
    .$if(show === 'asked', (query) =>
      query.where('l.expires_at', '<=', now).where('l.renewal_asked_at', 'is not', null),
    );
}

export type LinkLine = Awaited<ReturnType<ReturnType<typeof linksFor>['execute']>>[number];
