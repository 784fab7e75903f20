import { sql } from 'kysely';
import type { Tx } from '../../platform/db/index.ts';

export type SeriesKind = 'customer' | 'job' | 'invoice' | 'credit_note';

/** Where a series begins when the org has none yet. */
export const firstNumber = 1001;

/** What stands before the number unless the org says otherwise: a credit note must not be taken for an invoice. */
export const firstPrefix = { customer: '', job: '', invoice: '', credit_note: 'CN-' } as const;

/** Takes the next `count` numbers of a series. Its row stays locked until the transaction ends, so there are no gaps. */
export async function takeNumbers(tx: Tx, orgId: string, kind: SeriesKind, count: number): Promise<string[]> {
  if (count === 0) return [];
  await ensureSeries(tx, orgId, kind);
  const { prefix, first } = await tx
    .updateTable('number_series')
    .set((eb) => ({ next_number: eb('next_number', '+', BigInt(count)) }))
    .where('org_id', '=', orgId)
    .where('kind', '=', kind)
    .returning((eb) => ['prefix', eb('next_number', '-', BigInt(count)).as('first')])
    .executeTakeFirstOrThrow();
  return Array.from({ length: count }, (_, n) => `${prefix}${BigInt(first) + BigInt(n)}`);
}

/**
 * After numbers came in from elsewhere: the series goes on after the highest of them that looks like its own (its
 * prefix and at most twelve digits), so that the next one follows on the old program's. The invoices' series stays
 * where it is once it has given out a number: moving it then would leave a gap.
 */
export async function moveSeriesPast(
  tx: Tx,
  orgId: string,
  kind: SeriesKind,
  numbers: readonly string[],
): Promise<void> {
  if (numbers.length === 0) return;
  await ensureSeries(tx, orgId, kind);
  const isUsed = sql`exists (select from invoices where org_id = ${orgId} and number is not null and source <> 'import')`;
  await sql`
    update number_series s set next_number = highest.n + 1
    from (
      select max(substr(given.number, length(series.prefix) + 1)::bigint) as n
      from number_series series, unnest(${numbers}::text[]) as given(number)
      where series.org_id = ${orgId} and series.kind = ${kind}
        and starts_with(given.number, series.prefix) and substr(given.number, length(series.prefix) + 1) ~ '^[0-9]{1,12}$'
    ) highest
    where s.org_id = ${orgId} and s.kind = ${kind} and highest.n >= s.next_number
      ${kind === 'invoice' ? sql`and not ${isUsed}` : sql``}`.execute(tx);
}

/** Holds a series until the transaction ends, without taking a number of it. */
export async function holdSeries(tx: Tx, orgId: string, kind: SeriesKind): Promise<void> {
  await ensureSeries(tx, orgId, kind);
  await tx
    .selectFrom('number_series')
    .select('kind')
    .where('org_id', '=', orgId)
    .where('kind', '=', kind)
    .forUpdate()
    .execute();
}

/** Makes the series' row when there is none. */
export async function ensureSeries(tx: Tx, orgId: string, kind: SeriesKind): Promise<void> {
  await tx
    .insertInto('number_series')
    .values({ org_id: orgId, kind, prefix: firstPrefix[kind], next_number: BigInt(firstNumber) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
