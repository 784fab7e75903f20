import { sql } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Customer } from '../customers/index.ts';
import type { Counts, CustomerFacts, InvoiceOfCustomer, JobOfCustomer, SiteOfCustomer } from './record.ts';

/** All of it in one round trip. */
export async function customerFacts(
  tx: Tx,
  actor: StaffActor,
  customer: Customer,
  now: Temporal.Instant,
): Promise<CustomerFacts> {
  const [balances, due, nextJob, counts] = await Promise.all([
    tx
      .selectFrom('ledger_entries')
      .select(['currency', sql<bigint>`sum(amount_minor)::bigint`.as('minor')])
      .where('org_id', '=', actor.orgId)
      .where('customer_id', '=', customer.id)
      .where('account', '=', 'receivable')
      .groupBy('currency')
      .having(sql<boolean>`sum(amount_minor) <> 0`)
      .orderBy('currency')
      .execute(),
    nextDue(tx, actor, customer),
    tx
      .selectFrom('jobs')
      .select(['number', 'title', 'starts_at', 'ends_at'])
      .where('org_id', '=', actor.orgId)
      .where('customer_id', '=', customer.id)
      .where('ends_at', '>=', now)
      .where('step', 'not in', ['completed', 'cancelled'])
      .orderBy('starts_at')
      .limit(1)
      .executeTakeFirst(),
    countsOf(tx, actor, customer),
  ]);
  return { balances, nextDueOn: due, nextJob: withWindow(nextJob), counts };
}

function withWindow(
  job:
    | { number: string; title: string; starts_at: Temporal.Instant | null; ends_at: Temporal.Instant | null }
    | undefined,
): CustomerFacts['nextJob'] {
  if (!job || job.starts_at === null || job.ends_at === null) return null;
  return { ...job, starts_at: job.starts_at, ends_at: job.ends_at };
}

/** The first day on which something unpaid is or was due. */
async function nextDue(tx: Tx, actor: StaffActor, customer: Customer): Promise<Temporal.PlainDate | null> {
  const row = await tx
    .selectFrom('invoices as i')
    .select((eb) => eb.fn.min('i.due_on').as('due'))
    .where('i.org_id', '=', actor.orgId)
    .where('i.customer_id', '=', customer.id)
    .where('i.state', '=', 'issued')
    .whereRef('i.total_minor', '>', 'i.paid_minor')
    .executeTakeFirst();
  return row?.due ?? null;
}

async function countsOf(tx: Tx, actor: StaffActor, customer: Customer): Promise<Counts> {
  const count = (table: 'jobs' | 'invoices' | 'threads' | 'sites' | 'contacts') =>
    tx
      .selectFrom(table)
      .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('n'))
      .where('org_id', '=', actor.orgId)
      .where('customer_id', '=', customer.id)
      .$if(table === 'sites' || table === 'contacts', (query) => query.where(sql<boolean>`archived_at is null`))
      .executeTakeFirstOrThrow();
  const [jobs, invoices, threads, sites, contacts] = await Promise.all([
    count('jobs'),
    count('invoices'),
    count('threads'),
    count('sites'),
    count('contacts'),
  ]);
  return { jobs: jobs.n, invoices: invoices.n, threads: threads.n, sites: sites.n, contacts: contacts.n };
}

/** A tab shows the newest; the section's own list has all, with its filters. */
const SHOWN = 50;

export async function jobsOf(tx: Tx, actor: StaffActor, customer: Customer): Promise<readonly JobOfCustomer[]> {
  return tx
    .selectFrom('jobs as j')
    .leftJoin('sites as s', (on) => on.onRef('s.org_id', '=', 'j.org_id').onRef('s.id', '=', 'j.site_id'))
    .select([
      'j.id',
      'j.number',
      'j.title',
      'j.step',
      'j.starts_at',
      'j.ends_at',
      's.name as site_name',
      's.time_zone as site_time_zone',
    ])
    .where('j.org_id', '=', actor.orgId)
    .where('j.customer_id', '=', customer.id)
    .orderBy('j.starts_at', (order) => order.desc().nullsLast())
    .orderBy('j.id')
    .limit(SHOWN)
    .execute();
}

export async function invoicesOf(tx: Tx, actor: StaffActor, customer: Customer): Promise<readonly InvoiceOfCustomer[]> {
  return tx
    .selectFrom('invoices as i')
    .select([
      'i.id',
      'i.number',
      'i.state',
      'i.issued_on',
      'i.due_on',
      'i.total_minor',
      'i.currency',
      'i.paid_minor',
      'i.credited_minor',
    ])
    .where('i.org_id', '=', actor.orgId)
    .where('i.customer_id', '=', customer.id)
    .orderBy('i.issued_on', (order) => order.desc().nullsFirst())
    .orderBy('i.id')
    .limit(SHOWN)
    .execute();
}

export async function sitesOf(tx: Tx, actor: StaffActor, customer: Customer): Promise<readonly SiteOfCustomer[]> {
  return tx
    .selectFrom('sites')
    .select(['id', 'name', 'line1', 'postcode', 'city', 'country', 'archived_at'])
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', customer.id)
    .orderBy(sql`archived_at is not null`)
    .orderBy('name')
    .orderBy('id')
    .limit(SHOWN)
    .execute();
}
