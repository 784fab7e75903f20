import { sql } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import {
  listPage,
  pastCursor,
  readingOrder,
  type Cursor,
  type Order,
  type PageAsked,
  type Tx,
} from '../../platform/db/index.ts';
import { OPEN_STEPS, type Step } from '../jobs/index.ts';

const MOST_EVENTS = 200;

/** A job's timeline, newest first, with what only the office reads; at most 200 entries. */
export async function jobEvents(tx: Tx, actor: StaffActor, number: string) {
  return tx
    .selectFrom('job_events as e')
    .innerJoin('jobs as j', (on) => on.onRef('j.org_id', '=', 'e.org_id').onRef('j.id', '=', 'e.job_id'))
    .leftJoin('staff as w', (on) => on.onRef('w.org_id', '=', 'e.org_id').onRef('w.id', '=', 'e.staff_id'))
    .select(['e.id', 'e.kind', 'e.step', 'e.note', 'e.visible', 'e.happened_at', 'w.name as staff_name'])
    .where('e.org_id', '=', actor.orgId)
    .where('j.org_id', '=', actor.orgId)
    .where('j.number', '=', number)
    .orderBy('e.happened_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(MOST_EVENTS)
    .execute();
}

export type JobEvent = Awaited<ReturnType<typeof jobEvents>>[number];

export const SORTS = ['newest', 'window', 'window-last'] as const;
export type Sort = (typeof SORTS)[number];

const ORDERS: Readonly<Record<Sort, Order>> = {
  newest: { column: 'j.created_at', id: 'j.id', type: 'timestamptz', descending: true },
  window: { column: 'j.starts_at', id: 'j.id', type: 'timestamptz', descending: false },
  'window-last': { column: 'j.starts_at', id: 'j.id', type: 'timestamptz', descending: true },
};

export interface JobFilter {
  /** `open` is every step in which work is still to be done; null is all. */
  readonly step: Step | 'open' | null;
  readonly staffId: string | null;
  readonly customerId: string | null;
  /** The window begins in [from, until). */
  readonly from: Temporal.Instant | null;
  readonly until: Temporal.Instant | null;
}

export const OFFICE_PAGE = 50;

/** A page of the office's jobs. */
export async function listJobs(tx: Tx, actor: StaffActor, filter: JobFilter, sort: Sort, page: PageAsked) {
  const order = ORDERS[sort];
  const direction = readingOrder(order, page).descending ? 'desc' : 'asc';
  const column = sort === 'newest' ? 'j.created_at' : 'j.starts_at';
  const { staffId, customerId, from, until } = filter;
  const steps = filter.step === null ? null : filter.step === 'open' ? OPEN_STEPS : [filter.step];
  const rows = await tx
    .selectFrom('jobs as j')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'j.org_id').onRef('c.id', '=', 'j.customer_id'))
    .leftJoin('sites as s', (on) => on.onRef('s.org_id', '=', 'j.org_id').onRef('s.id', '=', 'j.site_id'))
    .leftJoin('staff as w', (on) => on.onRef('w.org_id', '=', 'j.org_id').onRef('w.id', '=', 'j.assigned_staff_id'))
    .select(['j.id', 'j.number', 'j.title', 'j.step', 'j.starts_at', 'j.ends_at', 'j.source', 'j.created_at'])
    .select(['j.price_minor', 'j.currency', 'c.name as customer_name', 'c.number as customer_number'])
    .select(['s.name as site_name', 's.time_zone as site_time_zone'])
    .select(['w.name as engineer_name', 'w.public_name as engineer_public_name'])
    .where('j.org_id', '=', actor.orgId)
    .where(pastCursor(order, page))
    .$if(steps !== null, (query) => query.where('j.step', 'in', steps ?? []))
    .$if(staffId !== null, (query) => query.where('j.assigned_staff_id', '=', staffId))
    .$if(customerId !== null, (query) => query.where('j.customer_id', '=', customerId ?? ''))
    .$if(from !== null, (query) => query.where('j.starts_at', '>=', from))
    .$if(until !== null, (query) => query.where('j.starts_at', '<', until))
    .orderBy(column, direction)
    .orderBy('j.id', direction)
    .limit(OFFICE_PAGE + 1)
    .execute();
  return listPage(rows, OFFICE_PAGE, page, (row): Cursor => {
    const key = sort === 'newest' ? row.created_at : row.starts_at;
    return { key: key?.toString() ?? null, id: row.id };
  });
}

/** The numbers of the jobs that a filter fits, the newest first. */
export async function jobNumbers(
  tx: Tx,
  actor: StaffActor,
  filter: JobFilter,
  most: number,
): Promise<readonly string[]> {
  const { staffId, customerId, from, until } = filter;
  const steps = filter.step === null ? null : filter.step === 'open' ? OPEN_STEPS : [filter.step];
  const rows = await tx
    .selectFrom('jobs as j')
    .select('j.number')
    .where('j.org_id', '=', actor.orgId)
    .$if(steps !== null, (query) => query.where('j.step', 'in', steps ?? []))
    .$if(staffId !== null, (query) => query.where('j.assigned_staff_id', '=', staffId))
    .$if(customerId !== null, (query) => query.where('j.customer_id', '=', customerId ?? ''))
    .$if(from !== null, (query) => query.where('j.starts_at', '>=', from))
    .$if(until !== null, (query) => query.where('j.starts_at', '<', until))
    .orderBy('j.created_at', 'desc')
    .orderBy('j.id', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => row.number);
}

export type JobRow = Awaited<ReturnType<typeof listJobs>>['rows'][number];

/** Counting goes no further: past it a list says "more than". */
export const MOST_COUNTED = 1000;

/** How many jobs are open, at most one more than is counted. */
export async function countOpenJobs(tx: Tx, actor: StaffActor): Promise<number> {
  const some = tx
    .selectFrom('jobs')
    .select('id')
    .where('org_id', '=', actor.orgId)
    .where('step', 'in', OPEN_STEPS)
    .limit(MOST_COUNTED + 1)
    .as('some');
  const row = await tx
    .selectFrom(some)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}
