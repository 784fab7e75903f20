import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { Invalid, type Problem } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { firstNumber, firstPrefix, type SeriesKind } from './import-numbers.ts';

export const SERIES_KINDS = ['customer', 'job', 'invoice', 'credit_note'] as const satisfies readonly SeriesKind[];

export interface Series {
  readonly kind: SeriesKind;
  readonly prefix: string;
  readonly next_number: bigint;
}

/** Beyond this a number no longer fits its column with the longest prefix. */
const MOST_NUMBER = 1_000_000_000_000n;

/** The org's series; one that was never used has its usual beginning. */
export async function numberSeries(tx: Tx, actor: StaffActor | SystemActor): Promise<Series[]> {
  const rows = await tx
    .selectFrom('number_series')
    .select(['kind', 'prefix', 'next_number'])
    .where('org_id', '=', actor.orgId)
    .execute();
  return SERIES_KINDS.map((kind) => {
    const row = rows.find((one) => one.kind === kind);
    return { kind, prefix: row?.prefix ?? firstPrefix[kind], next_number: row?.next_number ?? BigInt(firstNumber) };
  });
}

/** What is wrong with a series as typed, or null. The prefix begins every number, so it begins with a letter or digit. */
export function seriesProblem(kind: SeriesKind, prefix: string, next: string): Problem | null {
  if (!/^([A-Za-z0-9][A-Za-z0-9._-]{0,11})?$/.test(prefix))
    return { field: `${kind}_prefix`, key: 'numbering.error-prefix' };
  if (!/^[1-9]\d{0,12}$/.test(next) || BigInt(next) > MOST_NUMBER)
    return { field: `${kind}_next`, key: 'numbering.error-next' };
  return null;
}

/** Sets prefix and next number. Numbers in use are passed over later, so going back is harmless. @throws Invalid */
export async function saveSeries(
  tx: Tx,
  actor: StaffActor | SystemActor,
  series: Series,
  now: Temporal.Instant,
): Promise<void> {
  const { kind, prefix, next_number } = series;
  const problem = seriesProblem(kind, prefix, String(next_number));
  if (problem) throw new Invalid([problem]);
  await tx
    .insertInto('number_series')
    .values({ org_id: actor.orgId, kind, prefix, next_number })
    .onConflict((conflict) => conflict.columns(['org_id', 'kind']).doUpdateSet({ prefix, next_number }))
    .execute();
  await record(tx, actor, 'number_series.changed', { now, data: { kind, prefix, next_number: String(next_number) } });
}
