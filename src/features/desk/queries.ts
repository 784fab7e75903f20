import { sql } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import { NIL_ID } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import { portalUse } from './portal-use.ts';
import { MOST_COUNTED, MOST_TODAY, type DayVisits, type PortalUse, type TodayJob, type WeekSum } from './home.ts';

/** How far back something that went wrong is still today's business. */
const LOOK_BACK_DAYS = 14;
/** Links that end within this many days. */
const ENDING_DAYS = 14;
const WEEKS = 8;
const VISIT_DAYS = 14;
const PIN_TRIES = 5;

export interface HomeFacts {
  readonly needs: Awaited<ReturnType<typeof needsOf>>;
  readonly today: readonly TodayJob[];
  readonly weeks: readonly WeekSum[];
  readonly days: readonly DayVisits[];
  readonly use: PortalUse;
  readonly has: Awaited<ReturnType<typeof whatThereIs>>;
}

/** Everything the office's home shows. The queries are issued together and share one round trip. */
export async function homeFacts(
  tx: Tx,
  actor: StaffActor,
  { now, timeZone, currency }: { now: Temporal.Instant; timeZone: string; currency: string },
): Promise<HomeFacts> {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const [needs, jobs, weeks, days, use, has] = await Promise.all([
    needsOf(tx, actor, now, today),
    jobsToday(tx, actor, dayStart(today, timeZone), dayStart(today.add({ days: 1 }), timeZone)),
    paymentsByWeek(tx, actor, today, currency),
    visitsByDay(tx, actor, today, timeZone),
    portalUse(tx, actor, now),
    whatThereIs(tx, actor),
  ]);
  return { needs, today: jobs, weeks, days, use, has };
}

function dayStart(day: Temporal.PlainDate, timeZone: string): Temporal.Instant {
  return day.toZonedDateTime(timeZone).toInstant();
}

async function needsOf(tx: Tx, actor: StaffActor, now: Temporal.Instant, today: Temporal.PlainDate) {
  const since = now.subtract({ hours: 24 * LOOK_BACK_DAYS });
  const [overdue, withoutWindow, paused, ending, asked, failed, imports, pins, braked] = await Promise.all([
    overdueInvoices(tx, actor, today),
    jobsWithoutWindow(tx, actor),
    jobsPaused(tx, actor),
    linksEnding(tx, actor, now),
    freshLinksAsked(tx, actor, now),
    deliveriesFailed(tx, actor, since),
    importsWithBadRows(tx, actor, since),
    pinsBlocked(tx, actor),
    brakeHeld(tx, actor, now),
  ]);
  return { overdue, withoutWindow, paused, ending, asked, failed, imports, pins, braked };
}

const many = sql<number>`(count(*) over ())::int`;

/** What is overdue, oldest first: the first one, how many, and what it comes to. */
async function overdueInvoices(tx: Tx, actor: StaffActor, today: Temporal.PlainDate) {
  const left = sql<bigint>`(i.total_minor - i.paid_minor)`;
  return tx
    .selectFrom('invoices as i')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'i.org_id').onRef('c.id', '=', 'i.customer_id'))
    .select(['i.id', 'i.number', 'i.due_on', 'i.currency', 'c.name as customer_name'])
    .select([many.as('count'), sql<bigint>`(sum(${left}) over (partition by i.currency))::bigint`.as('sum_minor')])
    .where('i.org_id', '=', actor.orgId)
    .where('c.org_id', '=', actor.orgId)
    .where('i.state', '=', 'issued')
    .where('i.due_on', '<', today)
    .whereRef('i.total_minor', '>', 'i.paid_minor')
    .orderBy('i.due_on')
    .orderBy('i.id')
    .limit(1)
    .executeTakeFirst();
}

/**
 * Work that nobody planned yet, the oldest first. Looks at most at a hundred and one of each step, which the index has in the
 * order in which they were made; to count all of them would read them all, however many years have left.
 */
async function jobsWithoutWindow(tx: Tx, actor: StaffActor) {
  const { rows } = await sql<{
    number: string;
    title: string;
    created_at: Temporal.Instant;
    customer_name: string;
    count: number;
  }>`
    with unplanned as (
      select j.* from unnest(array['received', 'scheduling', 'dispatched']) as s (step) cross join lateral (
        select number, title, created_at, customer_id from jobs
        where org_id = ${actor.orgId} and step = s.step and starts_at is null
        order by starts_at, id limit ${MOST_COUNTED + 1}) as j
      order by j.created_at)
    select first.number, first.title, first.created_at, c.name as customer_name,
      (select count(*)::int from unplanned) as count
    from (select * from unplanned limit 1) as first
    join customers c on c.org_id = ${actor.orgId} and c.id = first.customer_id`.execute(tx);
  return rows[0];
}

async function jobsPaused(tx: Tx, actor: StaffActor) {
  return tx
    .selectFrom('jobs as j')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'j.org_id').onRef('c.id', '=', 'j.customer_id'))
    .select(['j.number', 'j.title', 'j.pause_reason', 'j.updated_at', 'c.name as customer_name', many.as('count')])
    .where('j.org_id', '=', actor.orgId)
    .where('c.org_id', '=', actor.orgId)
    .where('j.step', '=', 'paused')
    .orderBy('j.updated_at')
    .limit(1)
    .executeTakeFirst();
}

async function linksEnding(tx: Tx, actor: StaffActor, now: Temporal.Instant) {
  return tx
    .selectFrom('links as l')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'l.org_id').onRef('c.id', '=', 'l.customer_id'))
    .select(['l.expires_at', 'c.name as customer_name', 'c.number as customer_number', many.as('count')])
    .where('l.org_id', '=', actor.orgId)
    .where('c.org_id', '=', actor.orgId)
    .where('c.archived_at', 'is', null)
    .where('l.disabled_at', 'is', null)
    .where('l.expires_at', '>', now)
    .where('l.expires_at', '<=', now.add({ hours: 24 * ENDING_DAYS }))
    .orderBy('l.expires_at')
    .limit(1)
    .executeTakeFirst();
}

async function freshLinksAsked(tx: Tx, actor: StaffActor, now: Temporal.Instant) {
  return tx
    .selectFrom('links as l')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'l.org_id').onRef('c.id', '=', 'l.customer_id'))
    .select(['l.renewal_asked_at', 'c.name as customer_name', 'c.number as customer_number', many.as('count')])
    .where('l.org_id', '=', actor.orgId)
    .where('c.org_id', '=', actor.orgId)
    .where('c.archived_at', 'is', null)
    .where('l.disabled_at', 'is', null)
    .where('l.expires_at', '<=', now)
    .where('l.renewal_asked_at', 'is not', null)
    .orderBy('l.renewal_asked_at')
    .limit(1)
    .executeTakeFirst();
}

async function deliveriesFailed(tx: Tx, actor: StaffActor, since: Temporal.Instant) {
  return tx
    .selectFrom('deliveries')
    .select(['id', 'channel', 'recipient', 'recipient_name', 'queued_at', many.as('count')])
    .where('org_id', '=', actor.orgId)
    .where('state', '=', 'failed')
    .where('queued_at', '>=', since)
    .orderBy('queued_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function importsWithBadRows(tx: Tx, actor: StaffActor, since: Temporal.Instant) {
  return tx
    .selectFrom('imports')
    .select(['id', 'file_name', 'state', sql<number>`rows_bad::int`.as('rows_bad'), 'finished_at', many.as('count')])
    .where('org_id', '=', actor.orgId)
    .where('created_at', '>=', since)
    .where('finished_at', 'is not', null)
    .where((eb) => eb.or([eb('rows_bad', '>', 0n), eb('state', 'in', ['refused', 'failed'])]))
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The brake on guessing, while it holds: the org's own, or that of the whole installation. */
async function brakeHeld(tx: Tx, actor: StaffActor, now: Temporal.Instant) {
  return tx
    .selectFrom('brakes')
    .select('ends_at')
    .where('org_id', 'in', [actor.orgId, NIL_ID])
    .where('ends_at', '>', now)
    .orderBy('ends_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function pinsBlocked(tx: Tx, actor: StaffActor) {
  return tx
    .selectFrom('contact_pins as p')
    .innerJoin('contacts as k', (on) => on.onRef('k.org_id', '=', 'p.org_id').onRef('k.id', '=', 'p.contact_id'))
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'k.org_id').onRef('c.id', '=', 'k.customer_id'))
    .select([
      'k.id as contact_id',
      'k.first_name',
      'k.last_name',
      'c.name as customer_name',
      'c.number as customer_number',
    ])
    .select(['p.fails_since', many.as('count')])
    .where('p.org_id', '=', actor.orgId)
    .where('k.org_id', '=', actor.orgId)
    .where('c.org_id', '=', actor.orgId)
    .where('k.archived_at', 'is', null)
    .where('p.fails', '>=', PIN_TRIES)
    .orderBy('p.fails_since', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function jobsToday(tx: Tx, actor: StaffActor, from: Temporal.Instant, until: Temporal.Instant) {
  return tx
    .selectFrom('jobs as j')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'j.org_id').onRef('c.id', '=', 'j.customer_id'))
    .leftJoin('sites as s', (on) => on.onRef('s.org_id', '=', 'j.org_id').onRef('s.id', '=', 'j.site_id'))
    .leftJoin('staff as w', (on) => on.onRef('w.org_id', '=', 'j.org_id').onRef('w.id', '=', 'j.assigned_staff_id'))
    .select(['j.id', 'j.number', 'j.title', 'j.step', 'j.pause_reason', 'j.starts_at', 'j.ends_at'])
    .select(['c.name as customer_name', 'c.number as customer_number'])
    .select(['s.name as site_name', 's.time_zone as site_time_zone', 'w.name as who', 'w.public_name as who_short'])
    .where('j.org_id', '=', actor.orgId)
    .where('c.org_id', '=', actor.orgId)
    .where('j.starts_at', '>=', from)
    .where('j.starts_at', '<', until)
    .where('j.step', '<>', 'cancelled')
    .orderBy('j.starts_at')
    .orderBy('j.number')
    .limit(MOST_TODAY + 1)
    .execute();
}

async function paymentsByWeek(tx: Tx, actor: StaffActor, today: Temporal.PlainDate, currency: string) {
  const thisMonday = today.subtract({ days: today.dayOfWeek - 1 });
  const mondays = Array.from({ length: WEEKS }, (_, at) => thisMonday.subtract({ weeks: WEEKS - 1 - at }));
  const first = mondays[0] ?? thisMonday;
  const rows = await tx
    .selectFrom('payments')
    .select([
      sql<Temporal.PlainDate>`date_trunc('week', received_on::timestamp)::date`.as('monday'),
      sql<bigint>`sum(amount_minor)::bigint`.as('minor'),
    ])
    .where('org_id', '=', actor.orgId)
    .where('direction', '=', 'in')
    .where('state', '=', 'cleared')
    .where('currency', '=', currency)
    .where('received_on', '>=', first)
    .where('received_on', '<=', today)
    .groupBy('monday')
    .execute();
  const minor = new Map(rows.map((row) => [row.monday.toString(), row.minor]));
  return mondays.map((monday) => ({ monday, minor: minor.get(monday.toString()) ?? 0n }));
}

/** Visits in which a person did something: what a mail scanner opened doesn't count. */
async function visitsByDay(tx: Tx, actor: StaffActor, today: Temporal.PlainDate, timeZone: string) {
  const days = Array.from({ length: VISIT_DAYS }, (_, at) => today.subtract({ days: VISIT_DAYS - 1 - at }));
  const since = dayStart(days[0] ?? today, timeZone);
  const rows = await tx
    .selectFrom('sessions')
    .select([
      sql<Temporal.PlainDate>`(human_at at time zone ${timeZone})::date`.as('day'),
      sql<number>`count(*)::int`.as('visits'),
    ])
    .where('org_id', '=', actor.orgId)
    .where('kind', '=', 'portal')
    .where('human_at', 'is not', null)
    .where('human_at', '>=', since)
    .groupBy('day')
    .execute();
  const visits = new Map(rows.map((row) => [row.day.toString(), row.visits]));
  return days.map((day) => ({ day, visits: visits.get(day.toString()) ?? 0 }));
}

/** Which kinds of things a business has at all, for the list of what is still to be set up. */
async function whatThereIs(tx: Tx, actor: StaffActor) {
  const any = (table: 'customers' | 'jobs' | 'invoices' | 'links') =>
    sql<boolean>`exists (select from ${sql.table(table)} where org_id = ${actor.orgId})`;
  const result = await sql<{ customers: boolean; jobs: boolean; invoices: boolean; links: boolean; tax: boolean }>`
    select ${any('customers')} as customers, ${any('jobs')} as jobs, ${any('invoices')} as invoices, ${any('links')} as links,
      exists (select from tax_rates where org_id = ${actor.orgId} and is_default and archived_at is null) as tax`.execute(
    tx,
  );
  const [row] = result.rows;
  if (!row) throw new Error('a select without a table gives one row');
  return row;
}
