import { sql, type RawBuilder } from 'kysely';
import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import { listPage } from '../../platform/db/keyset.ts';
import { byName, type NamesAsked } from '../../platform/db/name-list.ts';
import { hasTerm, matches, searchWords, termsLike, type Word } from '../../platform/db/search-words.ts';
import { MOST_TARGETS, type Choosable, type Grant, type GrantLayer, type Tally } from './grant.ts';

/** Which customers (`c`) or contacts (`p`) are meant: those ticked, or all that a search finds. */
export interface Chosen {
  readonly layer: GrantLayer;
  /** Null: all that match. */
  readonly ids: readonly string[] | null;
  /** Of customers ticked by number. */
  readonly numbers?: readonly string[];
  readonly q: string;
}

/** The condition that says so, on `c` and, for contacts, `p`. */
export async function chosenAs(tx: Tx, orgId: string, chosen: Chosen, country: string): Promise<RawBuilder<boolean>> {
  const { layer, ids, numbers = [], q } = chosen;
  const id = layer === 'customer' ? sql.ref('c.id') : sql.ref('p.id');
  if (ids !== null) return sql<boolean>`(${id} = any(${[...ids]}::uuid[]) or c.number = any(${[...numbers]}::text[]))`;
  if (q === '') return sql<boolean>`true`;
  const words = await searchWords(tx, q, country);
  const ofCustomer = hasTerm(orgId, 'customer', 'c.id');
  if (layer === 'customer') return matches(words, ofCustomer);
  // A contact's own words, or those of its customer itself; a colleague's are no reason.
  return matches(words, (word: Word) => {
    const sources = termsLike(orgId, 'customer', word).select('t.source_id');
    return sql<boolean>`(p.id in (${sources}) or p.customer_id in (${sources}))`;
  });
}

/** What the condition finds, as rows to put `c` and `p` in. */
function found(orgId: string, layer: GrantLayer, of: RawBuilder<boolean>): RawBuilder<unknown> {
  return layer === 'customer'
    ? sql`customers c where c.org_id = ${orgId} and c.archived_at is null and ${of}`
    : sql`contacts p join customers c on c.org_id = p.org_id and c.id = p.customer_id
        cross join lateral (
          select coalesce(nullif(concat_ws(' ', p.first_name, p.last_name), ''), p.email, p.phone, '') as name) as n
        where p.org_id = ${orgId} and p.archived_at is null and c.archived_at is null and ${of}`;
}

/** The ids of all that are meant, one more than are allowed at most. */
export async function idsOf(tx: Tx, orgId: string, layer: GrantLayer, of: RawBuilder<boolean>) {
  const id = layer === 'customer' ? sql.ref('c.id') : sql.ref('p.id');
  const { rows } = await sql<{ id: string }>`
    select ${id} as id from ${found(orgId, layer, of)} order by 1 limit ${MOST_TARGETS + 1}`.execute(tx);
  return rows.map((row) => row.id);
}

const PER_PAGE = 50;

/** A page of customers or contacts by name, and how many match in all, up to one more than the most. */
export async function listChoosable(tx: Tx, actor: StaffActor, layer: GrantLayer, asked: NamesAsked, country: string) {
  const of = await chosenAs(tx, actor.orgId, { layer, ids: null, q: asked.q }, country);
  const { name, direction, past } = byName('x', asked.page);
  const columns =
    layer === 'customer'
      ? sql`c.id, c.name, c.name_folded, c.permissions, c.name as customer_name, c.number as customer_number`
      : sql`p.id, n.name, lower(n.name) as name_folded,
          p.permissions, c.name as customer_name, c.number as customer_number`;
  const [{ rows }, { rows: counts }] = await Promise.all([
    sql<Choosable & { sort_name: string }>`
      select x.*, ${name} as sort_name from (select ${columns} from ${found(actor.orgId, layer, of)}) as x
      where ${past} order by ${name} ${sql.raw(direction)}, x.id ${sql.raw(direction)} limit ${PER_PAGE + 1}`.execute(
      tx,
    ),
    sql<{ count: number }>`
      select count(*)::int as count from (select 1 from ${found(actor.orgId, layer, of)} limit ${MOST_TARGETS + 1}) as n`.execute(
      tx,
    ),
  ]);
  const page = listPage(rows, PER_PAGE, asked.page, (row) => ({ key: row.sort_name, id: row.id }));
  return { ...page, count: counts[0]?.count ?? 0 };
}

/** @throws NotFound */
export async function findGrant(
  tx: Tx,
  actor: StaffActor | SystemActor,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<Grant> {
  if (!isUuid(id)) throw new NotFound();
  const row = await tx
    .selectFrom('bulk_grants')
    .selectAll()
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return row;
}

export async function tallyOf(tx: Tx, actor: StaffActor, grant: Grant): Promise<Tally> {
  const rows = await tx
    .selectFrom('bulk_grant_targets')
    .select((eb) => ['state', eb.cast<number>(eb.fn.countAll(), 'integer').as('count')])
    .where('org_id', '=', actor.orgId)
    .where('grant_id', '=', grant.id)
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.state, row.count]));
}

/** The last few, newest first. */
export async function lastGrants(tx: Tx, actor: StaffActor): Promise<readonly (Grant & { staff_name: string })[]> {
  return tx
    .selectFrom('bulk_grants as g')
    .innerJoin('staff as w', (on) => on.onRef('w.org_id', '=', 'g.org_id').onRef('w.id', '=', 'g.staff_id'))
    .selectAll('g')
    .select('w.name as staff_name')
    .where('g.org_id', '=', actor.orgId)
    .orderBy('g.asked_at', 'desc')
    .orderBy('g.id', 'desc')
    .limit(10)
    .execute();
}
