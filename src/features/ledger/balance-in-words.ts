import type { Money } from '../../kernel/money.ts';
import { formatDayLong, formatMoney } from '../../ui/format.ts';
import type { Translate } from '../../words/index.ts';

/** What a customer owes in one currency. Below zero the org owes the customer. */
export type Balance = Money;

/** The unpaid invoices behind a balance, added up by currency. */
export interface Dues {
  readonly currency: string;
  readonly due_minor: bigint;
  /** The part of `due_minor` whose day is past. */
  readonly overdue_minor: bigint;
  readonly first_due_on: Temporal.PlainDate;
  readonly last_due_on: Temporal.PlainDate;
}

interface Reader {
  readonly t: Translate;
  readonly locale: string;
  readonly today: Temporal.PlainDate;
}

/**
 * *You owe £40.00, due Friday 27 November*, *You are £12.50 in credit*, *You owe nothing*. One sentence for each
 * currency in which something is owed either way.
 */
export function balanceInWords(balances: readonly Balance[], dues: readonly Dues[], reader: Reader): string {
  const open = balances.filter((balance) => balance.minor !== 0n);
  if (open.length === 0) return reader.t('portal.balance-nothing');
  const sentences = open.map((balance) => {
    const due = dues.find((one) => one.currency === balance.currency);
    return balance.minor < 0n ? creditInWords(balance, reader) : debtInWords(balance, due, reader);
  });
  return sentences.join('. ');
}

function creditInWords({ minor, currency }: Balance, { t, locale }: Reader): string {
  return t('portal.balance-credit', { amount: formatMoney({ minor: -minor, currency }, locale) });
}

function debtInWords(balance: Balance, due: Dues | undefined, { t, locale, today }: Reader): string {
  const { currency } = balance;
  const amount = formatMoney(balance, locale);
  if (due === undefined) return t('portal.balance-owed', { amount });
  const day = formatDayLong(due.first_due_on, locale, today);
  if (due.overdue_minor > 0n) {
    // Money received but not yet set against an invoice lowers the balance below what is late.
    if (due.overdue_minor >= balance.minor) return t('portal.balance-overdue', { amount, day });
    const overdue = formatMoney({ minor: due.overdue_minor, currency }, locale);
    return t('portal.balance-part-overdue', { amount, overdue });
  }
  if (!due.first_due_on.equals(due.last_due_on)) return t('portal.balance-first-due', { amount, day });
  if (due.first_due_on.equals(today)) return t('portal.balance-due-today', { amount });
  return t('portal.balance-due', { amount, day });
}
