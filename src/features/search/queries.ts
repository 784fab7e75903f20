import { sql, type RawBuilder } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Word } from '../../platform/db/search-words.ts';
import { candidates, ownCandidates } from './candidates.ts';
import type {
  Found,
  FoundContact,
  FoundCustomer,
  FoundInvoice,
  FoundJob,
  FoundNote,
  FoundSite,
  FoundThread,
} from './found.ts';
import { plansFor, REACH, type Kind, type Plan, type Reach } from './plan.ts';

interface Asked {
  readonly orgId: string;
  readonly typed: string;
  /** One more than is shown. */
  readonly most: number;
  readonly reach: Reach;
}

/**
 * Customers, contacts, sites, jobs, invoices, credit notes and message threads with every word, an exact number first.
 * Two round trips: which word is rare, and what has all of them. `most` of each kind and one more.
 */
export async function searchEverything(
  tx: Tx,
  actor: StaffActor,
  words: readonly Word[],
  typed: string,
  most: number,
  reach = REACH,
): Promise<Found> {
  const plans = await plansFor(tx, actor, words, reach);
  const asked = { orgId: actor.orgId, typed: typed.toLowerCase(), most: most + 1, reach };
  const [customers, contacts, sites, jobs, invoices, credits, threads] = await Promise.all([
    findCustomers(tx, asked, plans.customer),
    findContacts(tx, asked, plans.customer),
    findSites(tx, asked, plans.customer),
    findJobs(tx, asked, plans.job),
    findInvoices(tx, asked, plans.invoice),
    findNotes(tx, asked, plans.credit_note),
    findThreads(tx, asked, plans.thread),
  ]);
  const ofKind: readonly [Plan, readonly unknown[]][] = [
    [plans.job, jobs],
    [plans.invoice, invoices],
    [plans.credit_note, credits],
    [plans.thread, threads],
  ];
  // A common word leads to customers, but to none of their contacts and sites.
  const onlyNewest = plans.customer.by !== 'few' || ofKind.some(([plan, rows]) => isCut(plan, rows.length, most));
  return { customers, contacts, sites, jobs, invoices, credits, threads, onlyNewest };
}

/** Fewer were found than were asked for, and not everything was looked through. */
function isCut(plan: Plan, found: number, most: number): boolean {
  return found <= most && (plan.by === 'newest' || (plan.by === 'terms' && plan.rest.length > 0));
}

/** The candidates of a kind that has numbers. `newest` says what is newest: the order of an index. */
function found(kind: Exclude<Kind, 'thread'>, plan: Plan, asked: Asked, newest: string): RawBuilder<unknown> {
  const { orgId, typed } = asked;
  const table = sql.table(`${kind}s`);
  return candidates(kind, plan, {
    ...asked,
    newest: sql`select id from ${table} where org_id = ${orgId} order by ${sql.raw(newest)}`,
    exact: sql`select id from ${table} where org_id = ${orgId} and number in (${typed}, ${typed.toUpperCase()})`,
  });
}

async function findCustomers(tx: Tx, asked: Asked, plan: Plan) {
  const { orgId, typed, most } = asked;
  const { rows } = await sql<FoundCustomer>`
    with found as materialized (${found('customer', plan, asked, 'id desc')})
    select c.id, c.number, c.name, c.kind, c.line1, c.city, c.archived_at, k.phone, k.email
    from (
      select c.* from found as f join customers as c on c.org_id = ${orgId} and c.id = f.id
      order by lower(c.number) = ${typed} desc, c.archived_at is not null, c.name_folded, c.id limit ${most}
    ) as c
    left join contacts as k
      on k.org_id = ${orgId} and k.customer_id = c.id and k.is_main and k.archived_at is null
    order by lower(c.number) = ${typed} desc, c.archived_at is not null, c.name_folded, c.id`.execute(tx);
  return rows;
}

/** Contacts by their own words. */
async function findContacts(tx: Tx, { orgId, most }: Asked, plan: Plan) {
  if (plan.by !== 'few') return [];
  const { rows } = await sql<FoundContact>`
    with found as materialized (${ownCandidates(orgId, plan.lead, plan.rest)})
    select k.id, k.first_name, k.last_name, k.email, k.phone, c.number as customer_number, c.name as customer_name
    from found as f
    join contacts as k on k.org_id = ${orgId} and k.id = f.id and k.archived_at is null
    join customers as c on c.org_id = ${orgId} and c.id = k.customer_id
    order by k.last_name, k.first_name, k.id limit ${most}`.execute(tx);
  return rows;
}

async function findSites(tx: Tx, { orgId, most }: Asked, plan: Plan) {
  if (plan.by !== 'few') return [];
  const { rows } = await sql<FoundSite>`
    with found as materialized (${ownCandidates(orgId, plan.lead, plan.rest)})
    select s.id, s.name, s.line1, s.city, c.name as customer_name
    from found as f
    join sites as s on s.org_id = ${orgId} and s.id = f.id and s.archived_at is null
    join customers as c on c.org_id = ${orgId} and c.id = s.customer_id
    order by s.name_folded, s.id limit ${most}`.execute(tx);
  return rows;
}

async function findJobs(tx: Tx, asked: Asked, plan: Plan) {
  const { orgId, typed, most } = asked;
  const { rows } = await sql<FoundJob>`
    with found as materialized (${found('job', plan, asked, 'created_at desc, id desc')})
    select j.id, j.number, j.title, j.step, j.starts_at, c.name as customer_name
    from found as f
    join jobs as j on j.org_id = ${orgId} and j.id = f.id
    join customers as c on c.org_id = ${orgId} and c.id = j.customer_id
    order by lower(j.number) = ${typed} desc, j.created_at desc, j.id limit ${most}`.execute(tx);
  return rows;
}

async function findInvoices(tx: Tx, asked: Asked, plan: Plan) {
  const { orgId, typed, most } = asked;
  const { rows } = await sql<FoundInvoice>`
    with found as materialized (${found('invoice', plan, asked, 'issued_on desc, id desc')})
    select i.id, i.number, i.state, i.issued_on, i.total_minor, i.currency, c.name as customer_name
    from found as f
    join invoices as i on i.org_id = ${orgId} and i.id = f.id
    join customers as c on c.org_id = ${orgId} and c.id = i.customer_id
    order by lower(i.number) = ${typed} desc, i.issued_on desc nulls first, i.id limit ${most}`.execute(tx);
  return rows;
}

/** Credit notes by their numbers: they have no other words. */
async function findNotes(tx: Tx, asked: Asked, plan: Plan) {
  const { orgId, typed, most } = asked;
  const { rows } = await sql<FoundNote>`
    with found as materialized (${found('credit_note', plan, asked, 'issued_on desc, id desc')})
    select n.id, n.number, n.issued_on, n.total_minor, n.currency, c.name as customer_name
    from found as f
    join credit_notes as n on n.org_id = ${orgId} and n.id = f.id
    join customers as c on c.org_id = ${orgId} and c.id = n.customer_id
    order by lower(n.number) = ${typed} desc, n.issued_on desc, n.id limit ${most}`.execute(tx);
  return rows;
}

/** Message threads by their subjects and by what was written in them, notes of the office too. */
async function findThreads(tx: Tx, asked: Asked, plan: Plan) {
  const { orgId, most } = asked;
  const ids = candidates('thread', plan, {
    ...asked,
    newest: sql`select id from threads where org_id = ${orgId} order by last_at desc, id desc`,
    exact: sql`select id from threads where false`,
  });
  const { rows } = await sql<FoundThread>`
    with found as materialized (${ids})
    select t.id, t.subject, t.last_at, t.closed_at, c.name as customer_name,
      j.number as job_number, i.number as invoice_number
    from found as f
    join threads as t on t.org_id = ${orgId} and t.id = f.id
    join customers as c on c.org_id = ${orgId} and c.id = t.customer_id
    left join jobs as j on j.org_id = ${orgId} and j.id = t.job_id
    left join invoices as i on i.org_id = ${orgId} and i.id = t.invoice_id
    order by t.last_at desc, t.id limit ${most}`.execute(tx);
  return rows;
}
