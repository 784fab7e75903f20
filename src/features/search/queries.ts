import { sql, type RawBuilder } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { beginsAs, termsLike, type Word } from '../../platform/db/search-words.ts';
import type { Found } from './found.ts';

/**
 * A word that no more entries than this begin with leads the search: each of them is looked at. When every word has more,
 * the newest of the kind are looked through instead. So the cost has an end, however big the org and whatever is typed.
 */
const MOST_CANDIDATES = 500;
const NEWEST = 1000;

type Kind = 'customer' | 'job' | 'invoice' | 'credit_note';
const KINDS: readonly Kind[] = ['customer', 'job', 'invoice', 'credit_note'];

/** How a kind is looked through: from the rarest word, or from the newest when there is none that is rare. */
interface Plan {
  readonly lead: Word | null;
  readonly rest: readonly Word[];
}

/**
 * Customers, contacts, sites, jobs, invoices and credit notes with every word, an exact number first. Two round trips: which word is
 * rare, and what has all of them. `most` of each kind and one more.
 */
export async function searchEverything(
  tx: Tx,
  actor: StaffActor,
  words: readonly Word[],
  typed: string,
  most: number,
): Promise<Found> {
  const plans = await plansFor(tx, actor, words);
  const asked = { actor, typed: typed.toLowerCase(), most: most + 1 };
  const [customers, contacts, sites, jobs, invoices, credits] = await Promise.all([
    findCustomers(tx, asked, plans.customer),
    findContacts(tx, asked, plans.customer),
    findSites(tx, asked, plans.customer),
    findJobs(tx, asked, plans.job),
    findInvoices(tx, asked, plans.invoice),
    findNotes(tx, asked, plans.credit_note),
  ]);
  const onlyNewest = KINDS.some((kind) => plans[kind].lead === null);
  return { customers, contacts, sites, jobs, invoices, credits, onlyNewest };
}

interface Asked {
  readonly actor: StaffActor;
  readonly typed: string;
  readonly most: number;
}

/** Counts the entries of each word and kind, never further than it matters. */
async function plansFor(tx: Tx, actor: StaffActor, words: readonly Word[]): Promise<Readonly<Record<Kind, Plan>>> {
  const counts = KINDS.flatMap((kind) =>
    words.map((word) => {
      const some = termsLike(actor.orgId, kind, word)
        .select('t.subject_id')
        .limit(MOST_CANDIDATES + 1);
      return sql<number>`(select count(*)::int from ${some} as found)`;
    }),
  );
  const { rows } = await sql<{ counts: number[] }>`select array[${sql.join(counts)}] as counts`.execute(tx);
  const found = rows[0]?.counts ?? [];
  const planOf = (kind: Kind): Plan => {
    const own = words.map((word, at) => ({ word, count: found[KINDS.indexOf(kind) * words.length + at] ?? 0 }));
    const [rarest, ...rest] = own.toSorted((one, other) => one.count - other.count);
    if (rarest === undefined || rarest.count > MOST_CANDIDATES) return { lead: null, rest: words };
    return { lead: rarest.word, rest: rest.map(({ word }) => word) };
  };
  return {
    customer: planOf('customer'),
    job: planOf('job'),
    invoice: planOf('invoice'),
    credit_note: planOf('credit_note'),
  };
}

/**
 * The thing has a term that begins as each word does. As a subquery that gives one value the database asks it of each
 * candidate; as `exists` it may choose to read every entry of a common word first.
 */
function hasAll(entries: RawBuilder<unknown>, words: readonly Word[]): RawBuilder<boolean> {
  if (words.length === 0) return sql<boolean>`true`;
  const each = words.map((word) => sql`(select true ${entries} and ${beginsAs('w.term', word)} limit 1)`);
  return sql<boolean>`(${sql.join(each, sql` and `)})`;
}

/** The entries of one job or invoice, which are all its own. */
function ownEntries(orgId: string, id: string): RawBuilder<unknown> {
  return sql`from search_terms as w where w.org_id = ${orgId} and w.source_id = ${sql.ref(id)}`;
}

/** The candidates of a plan. `newest` is the query for the last ones of the kind, `exact` for the one of that number. */
function candidates(
  actor: StaffActor,
  kind: Kind,
  { lead }: Plan,
  { newest, exact }: { newest: RawBuilder<unknown>; exact: RawBuilder<unknown> },
): RawBuilder<unknown> {
  if (lead === null) return sql`((${newest}) union (${exact}))`;
  return sql`${termsLike(actor.orgId, kind, lead).select('t.subject_id')}`;
}

async function findCustomers(tx: Tx, { actor, typed, most }: Asked, plan: Plan) {
  const from = candidates(actor, 'customer', plan, {
    newest: sql`select id from customers where org_id = ${actor.orgId} order by id desc limit ${NEWEST}`,
    exact: sql`select id from customers where org_id = ${actor.orgId} and number = ${typed}`,
  });
  // A customer's entries are also those of its contacts and sites.
  const entries = sql`from search_terms as w
    where w.org_id = ${actor.orgId} and w.kind = 'customer' and w.subject_id = c.id`;
  return tx
    .selectFrom('customers as c')
    .leftJoin('contacts as k', (on) =>
      on
        .onRef('k.org_id', '=', 'c.org_id')
        .onRef('k.customer_id', '=', 'c.id')
        .on('k.is_main', '=', true)
        .on('k.archived_at', 'is', null),
    )
    .select(['c.id', 'c.number', 'c.name', 'c.kind', 'c.line1', 'c.city', 'c.archived_at', 'k.phone', 'k.email'])
    .where('c.org_id', '=', actor.orgId)
    .where(sql<boolean>`c.id in ${from}`)
    .where(hasAll(entries, plan.rest))
    .orderBy(sql`lower(c.number) = ${typed}`, 'desc')
    .orderBy(sql`c.archived_at is not null`)
    .orderBy('c.name_folded')
    .orderBy('c.id')
    .limit(most)
    .execute();
}

/** Contacts by their own words; a common word alone leads to their customers only. */
async function findContacts(tx: Tx, { actor, most }: Asked, { lead, rest }: Plan) {
  if (lead === null) return [];
  return tx
    .selectFrom('contacts as k')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'k.org_id').onRef('c.id', '=', 'k.customer_id'))
    .select(['k.id', 'k.first_name', 'k.last_name', 'k.email', 'k.phone', 'c.number as customer_number'])
    .select('c.name as customer_name')
    .where('k.org_id', '=', actor.orgId)
    .where('c.org_id', '=', actor.orgId)
    .where('k.archived_at', 'is', null)
    .where('k.id', 'in', termsLike(actor.orgId, 'customer', lead).select('t.source_id'))
    .where(hasAll(ownEntries(actor.orgId, 'k.id'), rest))
    .orderBy('k.last_name')
    .orderBy('k.first_name')
    .orderBy('k.id')
    .limit(most)
    .execute();
}

async function findSites(tx: Tx, { actor, most }: Asked, { lead, rest }: Plan) {
  if (lead === null) return [];
  return tx
    .selectFrom('sites as s')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 's.org_id').onRef('c.id', '=', 's.customer_id'))
    .select(['s.id', 's.name', 's.line1', 's.city', 'c.name as customer_name'])
    .where('s.org_id', '=', actor.orgId)
    .where('c.org_id', '=', actor.orgId)
    .where('s.archived_at', 'is', null)
    .where('s.id', 'in', termsLike(actor.orgId, 'customer', lead).select('t.source_id'))
    .where(hasAll(ownEntries(actor.orgId, 's.id'), rest))
    .orderBy('s.name_folded')
    .orderBy('s.id')
    .limit(most)
    .execute();
}

async function findJobs(tx: Tx, { actor, typed, most }: Asked, plan: Plan) {
  const from = candidates(actor, 'job', plan, {
    newest: sql`select id from jobs where org_id = ${actor.orgId} order by created_at desc, id desc limit ${NEWEST}`,
    exact: sql`select id from jobs where org_id = ${actor.orgId} and number = ${typed}`,
  });
  return tx
    .selectFrom('jobs as j')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'j.org_id').onRef('c.id', '=', 'j.customer_id'))
    .select(['j.id', 'j.number', 'j.title', 'j.step', 'j.starts_at', 'c.name as customer_name'])
    .where('j.org_id', '=', actor.orgId)
    .where('c.org_id', '=', actor.orgId)
    .where(sql<boolean>`j.id in ${from}`)
    .where(hasAll(ownEntries(actor.orgId, 'j.id'), plan.rest))
    .orderBy(sql`lower(j.number) = ${typed}`, 'desc')
    .orderBy('j.created_at', 'desc')
    .orderBy('j.id')
    .limit(most)
    .execute();
}

async function findInvoices(tx: Tx, { actor, typed, most }: Asked, plan: Plan) {
  const from = candidates(actor, 'invoice', plan, {
    newest: sql`select id from invoices where org_id = ${actor.orgId}
      order by issued_on desc nulls first, id desc limit ${NEWEST}`,
    exact: sql`select id from invoices where org_id = ${actor.orgId} and number = ${typed}`,
  });
  return tx
    .selectFrom('invoices as i')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'i.org_id').onRef('c.id', '=', 'i.customer_id'))
    .select(['i.id', 'i.number', 'i.state', 'i.issued_on', 'i.total_minor', 'i.currency', 'c.name as customer_name'])
    .where('i.org_id', '=', actor.orgId)
    .where('c.org_id', '=', actor.orgId)
    .where(sql<boolean>`i.id in ${from}`)
    .where(hasAll(ownEntries(actor.orgId, 'i.id'), plan.rest))
    .orderBy(sql`lower(i.number) = ${typed}`, 'desc')
    .orderBy('i.issued_on', (order) => order.desc().nullsFirst())
    .orderBy('i.id')
    .limit(most)
    .execute();
}

/** Credit notes by their numbers: they have no other words. */
async function findNotes(tx: Tx, { actor, most }: Asked, { lead, rest }: Plan) {
  if (lead === null) return [];
  return tx
    .selectFrom('credit_notes as n')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'n.org_id').onRef('c.id', '=', 'n.customer_id'))
    .select(['n.id', 'n.number', 'n.issued_on', 'n.total_minor', 'n.currency', 'c.name as customer_name'])
    .where('n.org_id', '=', actor.orgId)
    .where('c.org_id', '=', actor.orgId)
    .where('n.id', 'in', termsLike(actor.orgId, 'credit_note', lead).select('t.source_id'))
    .where(hasAll(ownEntries(actor.orgId, 'n.id'), rest))
    .orderBy('n.issued_on', 'desc')
    .orderBy('n.id')
    .limit(most)
    .execute();
}
