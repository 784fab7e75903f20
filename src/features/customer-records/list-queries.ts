import { sql, type RawBuilder } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import type { Money } from '../../kernel/money.ts';
import type { Tx } from '../../platform/db/index.ts';
import { listPage } from '../../platform/db/keyset.ts';
import { COUNTED, type CustomersAsked, type CustomersFound } from './record.ts';

const PER_PAGE = 50;

/** A page of customers by name, with what each owes from one grouped query. */
export async function findCustomers(tx: Tx, actor: StaffActor, asked: CustomersAsked): Promise<CustomersFound> {
  const terms = await searchTerms(tx, asked.q);
  // Something was typed that holds no letter or digit: nothing can match it.
  if (terms !== null && terms.length === 0) return { rows: [], newer: null, older: null, count: 0 };
  const [rows, count] = await Promise.all([
    pageRows(tx, actor, asked, terms),
    countRows(tx, actor, asked.archived, terms),
  ]);
  const page = listPage(rows, PER_PAGE, asked.page, (row) => ({ key: row.sort_name, id: row.id }));
  const balances = await balancesOf(
    tx,
    actor,
    page.rows.map((row) => row.id),
  );
  return {
    newer: page.newer,
    older: page.older,
    count,
    rows: page.rows.map((row) => ({
      id: row.id,
      number: row.number,
      name: row.name,
      place: row.line1 ?? row.city,
      balances: balances.get(row.id) ?? [],
    })),
  };
}

function pageRows(tx: Tx, actor: StaffActor, { archived, page }: CustomersAsked, terms: Terms | null) {
  const back = page.before !== undefined && page.after === undefined;
  const cursor = page.after ?? page.before;
  const name = sql<string>`lower(c.name)`;
  return matching(tx, actor, archived, terms)
    .select(['c.id', 'c.number', 'c.name', 'c.line1', 'c.city', name.as('sort_name')])
    .$if(cursor !== undefined, (query) =>
      query.where(
        back
          ? sql<boolean>`(lower(c.name), c.id) < (${cursor?.key}::text, ${cursor?.id}::uuid)`
          : sql<boolean>`(lower(c.name), c.id) > (${cursor?.key}::text, ${cursor?.id}::uuid)`,
      ),
    )
    .orderBy(name, back ? 'desc' : 'asc')
    .orderBy('c.id', back ? 'desc' : 'asc')
    .limit(PER_PAGE + 1)
    .execute();
}

async function countRows(tx: Tx, actor: StaffActor, archived: boolean, terms: Terms | null): Promise<number> {
  const { count } = await tx
    .selectFrom(matching(tx, actor, archived, terms).select('c.id').limit(COUNTED).as('found'))
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

function matching(tx: Tx, actor: StaffActor, archived: boolean, terms: Terms | null) {
  let query = tx
    .selectFrom('customers as c')
    .where('c.org_id', '=', actor.orgId)
    .where('c.archived_at', archived ? 'is not' : 'is', null);
  for (const alternatives of terms ?? []) query = query.where(withTerm(actor.orgId, alternatives));
  return query;
}

/** What each of these customers owes, by currency. */
async function balancesOf(
  tx: Tx,
  actor: StaffActor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Money[]>> {
  const found = new Map<string, Money[]>();
  if (ids.length === 0) return found;
  const rows = await tx
    .selectFrom('ledger_entries')
    .select(['customer_id', 'currency', sql<bigint>`sum(amount_minor)::bigint`.as('minor')])
    .where('org_id', '=', actor.orgId)
    .where('account', '=', 'receivable')
    .where('customer_id', '=', sql<string>`any(${ids}::uuid[])`)
    .groupBy(['customer_id', 'currency'])
    .having(sql<boolean>`sum(amount_minor) <> 0`)
    .orderBy('currency')
    .execute();
  for (const { customer_id: id, currency, minor } of rows) {
    found.set(id, [...(found.get(id) ?? []), { minor, currency }]);
  }
  return found;
}

/** Each word must match; a word matches by any of its spellings. */
type Terms = readonly (readonly string[])[];

const PHONE = /^[+\d\s()./-]+$/;
/** More words than this in a search are a paste gone wrong. */
const MOST_WORDS = 8;

/**
 * What was typed, as terms of the search index; null when nothing was. A phone number is one term: its digits without
 * leading zeros, as the index holds them with and without a country code.
 */
async function searchTerms(tx: Tx, q: string): Promise<Terms | null> {
  if (q === '') return null;
  const { rows } = await sql<{ word: string }>`select word from app.words(${q}) as word`.execute(tx);
  const words = rows.map((row) => row.word).slice(0, MOST_WORDS);
  const digits = q.replaceAll(/\D/g, '').replace(/^0+/, '');
  if (PHONE.test(q) && digits.length >= 3) return [words.length === 1 ? [...words, digits] : [digits]];
  return words.map((word) => [word]);
}

/** Customers with a term that begins so. The bounds are constants: only then the index serves under row-level security. */
function withTerm(orgId: string, prefixes: readonly string[]): RawBuilder<boolean> {
  const ranges = prefixes.map((prefix) => sql`(t.term >= ${prefix} and t.term < ${`${prefix}\uffff`})`);
  return sql<boolean>`c.id in (
    select t.subject_id from search_terms t
    where t.org_id = ${orgId} and t.kind = 'customer' and (${sql.join(ranges, sql` or `)}))`;
}
