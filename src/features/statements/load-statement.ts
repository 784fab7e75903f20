import type { Tx } from '../../platform/db/index.ts';
import { noSums, type StatementPage } from '../statement-documents/index.ts';
import type { StatementAsked } from './asked.ts';
import { ageingOn, movementPage, sumsOf, type Account } from './queries.ts';

/** A page of a statement. Its queries are issued together and share one round trip. */
export async function loadStatement(
  tx: Tx,
  account: Account,
  asked: StatementAsked,
  { today, timeZone }: { today: Temporal.PlainDate; timeZone: string },
): Promise<StatementPage> {
  const { range, currency, page } = asked;
  const day = Temporal.PlainDate.compare(range.to, today) > 0 ? today : range.to;
  const [all, list, ageing] = await Promise.all([
    sumsOf(tx, account, range),
    movementPage(tx, account, range, page),
    ageingOn(tx, account, { day, today, timeZone }),
  ]);
  const sums = all.find((one) => one.currency === currency) ?? noSums(currency);
  const currencies = [...new Set([currency, ...all.map((one) => one.currency)])].toSorted();
  return { range, sums, currencies, ageing, rows: list.rows, earlier: list.newer, later: list.older };
}
