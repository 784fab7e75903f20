import { sql, type RawBuilder } from 'kysely';
import type { PortalActor, StaffActor, SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { ensureSeries, type SeriesKind } from './import-numbers.ts';

/** The table whose numbers a series gives. */
const numberedTable = { customer: 'customers', job: 'jobs', invoice: 'invoices', credit_note: 'credit_notes' } as const;

/** How many numbers in a row may have been given by hand or by an import before a search is given up. */
const MOST_TAKEN = 1_000_000;
const AT_ONCE = 1000;

/**
 * The next number of a series, for a row written in the same transaction. The series' row stays locked until that
 * transaction ends, so numbers are given one by one and a rolled-back one is given again: no gaps. Numbers already in
 * use (imported ones) are passed over.
 */
export async function takeNumber(
  tx: Tx,
  actor: StaffActor | SystemActor | PortalActor,
  kind: SeriesKind,
): Promise<string> {
  const series = await lockedSeries(tx, actor.orgId, kind);
  const free = await firstFree(tx, actor.orgId, kind, series);
  await tx
    .updateTable('number_series')
    .set({ next_number: free + 1n })
    .where('org_id', '=', actor.orgId)
    .where('kind', '=', kind)
    .execute();
  return `${series.prefix}${free}`;
}

async function lockedSeries(tx: Tx, orgId: string, kind: SeriesKind): Promise<{ prefix: string; next_number: bigint }> {
  await ensureSeries(tx, orgId, kind);
  return tx
    .selectFrom('number_series')
    .select(['prefix', 'next_number'])
    .where('org_id', '=', orgId)
    .where('kind', '=', kind)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

async function firstFree(
  tx: Tx,
  orgId: string,
  kind: SeriesKind,
  { prefix, next_number: next }: { prefix: string; next_number: bigint },
): Promise<bigint> {
  const table = numberedTable[kind];
  const taken = await tx
    .selectFrom(table)
    .select('id')
    .where('org_id', '=', orgId)
    .where(sql<boolean>`${numberColumn(kind)} = ${folded(kind, `${prefix}${next}`)}`)
    .executeTakeFirst();
  if (!taken) return next;
  for (let from = next + 1n; from < next + BigInt(MOST_TAKEN); from += BigInt(AT_ONCE)) {
    const found = await sql<{ n: bigint }>`
      select n::bigint as n from generate_series(${from}::bigint, ${from + BigInt(AT_ONCE) - 1n}::bigint) as n
      where not exists (select from ${sql.table(table)} where org_id = ${orgId} and ${numberColumn(kind)} = ${folded(kind, prefix)}::text || n::text)
      order by n limit 1`.execute(tx);
    const [first] = found.rows;
    if (first) return first.n;
  }
  throw new Error(`a million numbers after ${prefix}${next} are taken: set the series forward in the settings`);
}

/** Customer numbers are typed by people: XY12 and xy12 are one. */
function numberColumn(kind: SeriesKind): RawBuilder<string> {
  return kind === 'customer' ? sql<string>`lower(number)` : sql<string>`number`;
}
function folded(kind: SeriesKind, text: string): string {
  return kind === 'customer' ? text.toLowerCase() : text;
}
