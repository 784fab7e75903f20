import { sql, type ExpressionBuilder } from 'kysely';
import type { DB } from '../../../db/types.ts';
import type { PortalActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import {
  build,
  isFirstPage,
  listPage,
  pastCursor,
  readingOrder,
  type Order,
  type PageAsked,
  type Reads,
  type Tx,
} from '../../platform/db/index.ts';
import { askFor, type Asker } from '../sessions/index.ts';
import { stepOf } from '../jobs/index.ts';
import { CLOSED, GOING_ON, type VisibleEvent, type VisibleJob, type VisibleJobDetail } from './visible-job.ts';

export type Shown = 'coming' | 'past' | 'all';
/** Jobs on one page of the list. */
export const JOBS_PER_PAGE = 25;
/** More entries than this are no timeline any more. */
const MOST_EVENTS = 100;

/**
 * The jobs of the visitor's customer that the visitor may see: all, those of their own, those at their sites, or the
 * one a link is for. Where every read of jobs on the customer's side starts.
 */
export function jobsVisibleTo(tx: Reads, actor: Asker) {
  return tx
    .selectFrom('jobs as j')
    .where('j.org_id', '=', actor.orgId)
    .where('j.customer_id', '=', actor.customerId)
    .where((eb) => visible(eb, actor))
    .$if(actor.jobsSince !== null, (query) => query.where(isShownSince(actor.jobsSince)));
}

/** As old as its window, else as the day it was done or came in; what is still ahead or going on shows however old. */
function isShownSince(since: Temporal.Instant | null) {
  return sql<boolean>`(coalesce(j.starts_at, j.completed_at, j.created_at) >= ${since}::timestamptz
    or j.step <> all(${[...CLOSED]}::text[]) and (j.ends_at is null or j.step = any(${[...GOING_ON]}::text[])))`;
}

function visible(eb: ExpressionBuilder<DB & { j: DB['jobs'] }, 'j'>, actor: Asker) {
  if (actor.subject !== null)
    return actor.subject.kind === 'job' ? eb('j.id', '=', actor.subject.id) : sql<boolean>`false`;
  const { jobs, sites } = actor.permissions;
  if (jobs === 'none') return sql<boolean>`false`;
  const own =
    actor.kind === 'contact'
      ? eb.or([eb('j.raised_by_contact_id', '=', actor.contactId), eb('j.main_contact_id', '=', actor.contactId)])
      : sql<boolean>`false`;
  if (jobs === 'view_own' || jobs === 'edit_own') return own;
  if (sites !== 'chosen') return sql<boolean>`true`;
  return eb.or([own, actor.kind === 'contact' ? atChosenSite(eb, actor.contactId) : sql<boolean>`false`]);
}

function atChosenSite(eb: ExpressionBuilder<DB & { j: DB['jobs'] }, 'j'>, contactId: string) {
  return eb.exists(
    eb
      .selectFrom('contact_sites as chosen')
      .select('chosen.site_id')
      .whereRef('chosen.org_id', '=', 'j.org_id')
      .whereRef('chosen.site_id', '=', 'j.site_id')
      .where('chosen.contact_id', '=', contactId),
  );
}

/** One page of the list. Coming: soonest first, without a time last. Past and all: latest first. */
export async function jobsPage(
  tx: Tx,
  actor: PortalActor,
  { shown, page, now, orgZone, size = JOBS_PER_PAGE }: JobsAsked,
) {
  const order = orderOf(shown);
  const reading = readingOrder(order, page);
  const direction = reading.descending ? 'desc' : 'asc';
  const rowsOf = (reads: Reads, who: Asker, at: Temporal.Instant, most: number) =>
    reads
      .selectFrom(listedJobs(reads, who, shown, at).as('l'))
      .selectAll()
      .where(pastCursor(order, page))
      .orderBy('l.sort_at', direction)
      .orderBy('l.id', direction)
      .limit(most);
  const rows = isFirstPage(page)
    ? await askFor(tx, `jobs ${shown}`, actor, { now, most: size + 1 }, (asker, values) =>
        rowsOf(build, asker, values.now, values.most),
      )
    : await rowsOf(tx, actor, now, size + 1).execute();
  const found = listPage(rows, size, page, (row) => ({ key: row.sort_at.toString(), id: row.id }));
  return { ...found, rows: found.rows.map((row) => visibleJob(row, orgZone)) };
}

export interface JobsAsked {
  readonly shown: Shown;
  readonly page: PageAsked;
  readonly now: Temporal.Instant;
  readonly orgZone: string;
  readonly size?: number;
}

function orderOf(shown: Shown): Order {
  return { column: 'l.sort_at', id: 'l.id', type: 'timestamptz', descending: shown !== 'coming' };
}

function listedJobs(tx: Reads, actor: Asker, shown: Shown, now: Temporal.Instant) {
  const listed = withPeople(jobsVisibleTo(tx, actor)).select(JOB_COLUMNS);
  switch (shown) {
    case 'coming':
      // A time far off stands for none, so that one comparison pages over both.
      return listed
        .select(sql<Temporal.Instant>`coalesce(j.starts_at, timestamptz '9999-01-01 00:00Z')`.as('sort_at'))
        .where(isComing(now));
    case 'past':
      return listed.select(happenedAt).where(sql<boolean>`not ${isComing(now)}`);
    case 'all':
      return listed.select(happenedAt);
  }
}

const happenedAt = sql<Temporal.Instant>`coalesce(j.starts_at, j.completed_at, j.created_at)`.as('sort_at');

/** Open, and not over by the clock: a window that passed without a word belongs to the past. */
function isComing(now: Temporal.Instant) {
  return sql<boolean>`(j.step <> all(${[...CLOSED]}::text[]) and (j.step = any(${[...GOING_ON]}::text[])
    or j.ends_at is null or j.ends_at > ${now}::timestamptz))`;
}

/** How many jobs are coming, and how many of them have no time yet. */
export async function countComing(
  tx: Tx,
  actor: PortalActor,
  now: Temporal.Instant,
): Promise<{ coming: number; without_time: number }> {
  const [counted] = await askFor(tx, 'jobs coming counted', actor, { now }, (asker, values) =>
    jobsVisibleTo(build, asker)
      .select([
        sql<number>`count(*)::int`.as('coming'),
        sql<number>`(count(*) filter (where j.starts_at is null))::int`.as('without_time'),
      ])
      .where(isComing(values.now)),
  );
  return counted ?? { coming: 0, without_time: 0 };
}

/** The number of the one job a link is for. @throws NotFound */
export async function numberOfSubject(tx: Tx, actor: PortalActor): Promise<string> {
  const row = await jobsVisibleTo(tx, actor).select('j.number').executeTakeFirst();
  if (!row) throw new NotFound();
  return row.number;
}

/** A job with what its customer may know of it, and its visible events, newest first. @throws NotFound */
export async function jobWithEvents(
  tx: Tx,
  actor: PortalActor,
  number: string,
  orgZone: string,
): Promise<{ job: VisibleJobDetail; events: readonly VisibleEvent[] }> {
  const [[row], events] = await Promise.all([
    askFor(tx, 'job', actor, { number }, (asker, values) =>
      withPeople(jobsVisibleTo(build, asker))
        .select(JOB_COLUMNS)
        .select(DETAIL_COLUMNS)
        .where('j.number', '=', values.number),
    ),
    askFor(tx, 'job events', actor, { number }, (asker, values) => eventsOf(asker, values.number)),
  ]);
  if (!row) throw new NotFound();
  return {
    job: {
      ...visibleJob(row, orgZone),
      description: row.description,
      price_minor: row.price_minor,
      currency: row.currency,
      customer_reference: row.customer_reference,
      affected_first_name: row.affected_first_name,
      affected_last_name: row.affected_last_name,
      site_line2: row.site_line2,
      site_city: row.site_city,
      site_postcode: row.site_postcode,
      site_country: row.site_country,
      // How to get in is for those who know the place, not for whoever was handed a link to one job.
      access_notes: actor.subject === null ? row.access_notes : null,
    },
    events: events.map((event) => ({
      ...event,
      kind: event.kind === 'step' || event.kind === 'window' ? event.kind : 'note',
      step: event.step === null ? null : stepOf({ step: event.step }),
    })),
  };
}

function eventsOf(asker: Asker, number: string) {
  return jobsVisibleTo(build, asker)
    .innerJoin('job_events as e', (on) => on.onRef('e.org_id', '=', 'j.org_id').onRef('e.job_id', '=', 'j.id'))
    .select(['e.id', 'e.kind', 'e.step', 'e.note', 'e.happened_at'])
    .where('j.number', '=', number)
    .where('e.visible', '=', true)
    .orderBy('e.happened_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(MOST_EVENTS);
}

const JOB_COLUMNS = [
  'j.id',
  'j.number',
  'j.title',
  'j.step',
  'j.pause_reason',
  'j.starts_at',
  'j.ends_at',
  'j.completed_at',
  'j.repeats',
  'j.next_due_on',
  's.name as site_name',
  's.line1 as site_line1',
  's.time_zone as site_zone',
  'w.public_name as engineer',
] as const;

const DETAIL_COLUMNS = [
  'j.description',
  'j.price_minor',
  'j.currency',
  'j.customer_reference',
  'j.affected_first_name',
  'j.affected_last_name',
  's.line2 as site_line2',
  's.city as site_city',
  's.postcode as site_postcode',
  's.country as site_country',
  's.access_notes',
] as const;

function withPeople(jobs: ReturnType<typeof jobsVisibleTo>) {
  return jobs
    .leftJoin('sites as s', (on) => on.onRef('s.org_id', '=', 'j.org_id').onRef('s.id', '=', 'j.site_id'))
    .leftJoin('staff as w', (on) => on.onRef('w.org_id', '=', 'j.org_id').onRef('w.id', '=', 'j.assigned_staff_id'));
}

type JobRow = Omit<VisibleJob, 'step' | 'zone'> & { readonly step: string; readonly site_zone: string | null };

function visibleJob(row: JobRow, orgZone: string): VisibleJob {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    step: stepOf(row),
    pause_reason: row.pause_reason,
    starts_at: row.starts_at,
    ends_at: row.ends_at,
    completed_at: row.completed_at,
    repeats: row.repeats,
    next_due_on: row.next_due_on,
    site_name: row.site_name,
    site_line1: row.site_line1,
    zone: row.site_zone ?? orgZone,
    engineer: row.engineer,
  };
}
