import { sql } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import type { Money } from '../../kernel/money.ts';
import type { Tx } from '../../platform/db/index.ts';
import { listPage } from '../../platform/db/keyset.ts';
import { byName, COUNTED } from '../../platform/db/name-list.ts';
import { hasTerm, matches, searchWords, type SearchWords } from '../../platform/db/search-words.ts';
import type { CustomersAsked, CustomersFound } from './record.ts';

const PER_PAGE = 50;

/** A page of customers by name, with what each owes from one grouped query. */
export async function findCustomers(
  tx: Tx,
  actor: StaffActor,
  asked: CustomersAsked,
  country: string,
): Promise<CustomersFound> {
  const words = asked.q === '' ? null : await searchWords(tx, asked.q, country);
  const [rows, count] = await Promise.all([
    pageRows(tx, actor, asked, words),
    countRows(tx, actor, asked.archived, words),
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

function pageRows(tx: Tx, actor: StaffActor, { archived, page }: CustomersAsked, words: SearchWords | null) {
  const { name, direction, past } = byName('c', page);
  return matching(tx, actor, archived, words)
    .select(['c.id', 'c.number', 'c.name', 'c.line1', 'c.city', name.as('sort_name')])
    .where(past)
    .orderBy(name, direction)
    .orderBy('c.id', direction)
    .limit(PER_PAGE + 1)
    .execute();
}

async function countRows(tx: Tx, actor: StaffActor, archived: boolean, words: SearchWords | null): Promise<number> {
  const { count } = await tx
    .selectFrom(matching(tx, actor, archived, words).select('c.id').limit(COUNTED).as('found'))
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

function matching(tx: Tx, actor: StaffActor, archived: boolean, words: SearchWords | null) {
  return tx
    .selectFrom('customers as c')
    .where('c.org_id', '=', actor.orgId)
    .where('c.archived_at', archived ? 'is not' : 'is', null)
    .where(words === null ? sql<boolean>`true` : matches(words, hasTerm(actor.orgId, 'customer', 'c.id')));
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
