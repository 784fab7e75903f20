import type { Cursor, Tx } from '../../platform/db/index.ts';
import { byteOrderMark, csvAnswer, csvLine, streamOf } from '../../platform/csv/index.ts';
import { amountText } from '../../platform/values/index.ts';
import type { Translate } from '../../words/index.ts';
import { type Movement, movementText, noSums, type Sums } from '../statement-documents/index.ts';
import type { StatementAsked } from './asked.ts';
import { cursorOf, nextMovements, sumsOf, type Account } from './queries.ts';

/** Movements read at a time: what the file holds in memory, however long it gets. */
const AT_ONCE = 1000;

type Read = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** The statement as a file, written as it is read. Days and amounts are as every program reads them: 2026-11-23, 40.00. */
export function csvStatement(
  read: Read,
  account: Account,
  asked: StatementAsked,
  t: Translate,
  name: string,
): Response {
  return csvAnswer(name, streamOf(pieces(read, account, asked, t)));
}

async function* pieces(read: Read, account: Account, asked: StatementAsked, t: Translate): AsyncGenerator<string> {
  const { range, currency } = asked;
  const all = await read((tx) => sumsOf(tx, account, range));
  const sums = all.find((one) => one.currency === currency) ?? noSums(currency);
  yield byteOrderMark + csvLine(heads(t), ',');
  yield csvLine(balanceLine(t('statement.opening'), range.from, sums.opening_minor, sums), ',');
  let after: Cursor | null = null;
  for (;;) {
    const rows: Movement[] = await read((tx) => nextMovements(tx, account, range, after, AT_ONCE));
    yield rows.map((row) => csvLine(cells(row, sums, t), ',')).join('');
    const last = rows.at(-1);
    if (rows.length < AT_ONCE || last === undefined) break;
    after = cursorOf(last);
  }
  yield csvLine(balanceLine(t('statement.closing'), range.to, sums.closing_minor, sums), ',');
}

function heads(t: Translate): string[] {
  return [
    t('statement.col-day'),
    t('statement.col-what'),
    t('statement.col-number'),
    t('statement.col-reference'),
    t('statement.col-debit'),
    t('statement.col-credit'),
    t('statement.col-balance'),
    t('statement.currency'),
  ];
}

function cells(row: Movement, { currency }: Sums, t: Translate): string[] {
  const { amount_minor: minor } = row;
  return [
    row.booked_on.toString(),
    movementText({ kind: row.kind, number: null }, t).trim(),
    row.number ?? '',
    row.reference ?? '',
    minor > 0n ? amountText(minor, currency) : '',
    minor < 0n ? amountText(-minor, currency) : '',
    amountText(row.balance_minor, currency),
    currency,
  ];
}

function balanceLine(label: string, day: Temporal.PlainDate, minor: bigint, { currency }: Sums): string[] {
  return [day.toString(), label, '', '', '', '', amountText(minor, currency), currency];
}
