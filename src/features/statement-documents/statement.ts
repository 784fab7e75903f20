import type { Cursor } from '../../platform/db/index.ts';

export const PERIODS = ['this-month', 'last-month', 'quarter', 'year', 'all', 'own'] as const;
export type Period = (typeof PERIODS)[number];

/** Days of a statement, both included. */
export interface Range {
  readonly period: Period;
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
}

/** Before anything was ever booked. */
const FIRST_DAY = Temporal.PlainDate.from('1900-01-01');

/** The days of a period; of its own days the one that is not said is the first or today. */
export function rangeOf(
  period: Period,
  today: Temporal.PlainDate,
  own: { readonly from: Temporal.PlainDate | null; readonly to: Temporal.PlainDate | null },
): Range {
  const month = today.with({ day: 1 });
  switch (period) {
    case 'this-month':
      return { period, from: month, to: today };
    case 'last-month':
      return { period, from: month.subtract({ months: 1 }), to: month.subtract({ days: 1 }) };
    case 'quarter':
      return { period, from: month.subtract({ months: (today.month - 1) % 3 }), to: today };
    case 'year':
      return { period, from: month.with({ month: 1 }), to: today };
    case 'all':
      return { period, from: FIRST_DAY, to: today };
    case 'own': {
      const [from, to] = [own.from ?? FIRST_DAY, own.to ?? today];
      return Temporal.PlainDate.compare(from, to) <= 0 ? { period, from, to } : { period, from: to, to: from };
    }
  }
}

export function isFirstDay(day: Temporal.PlainDate): boolean {
  return day.equals(FIRST_DAY);
}

/** What a movement of the account is. */
export type MovementKind =
  | 'invoice'
  | 'invoice-void'
  | 'credit'
  | 'credit-void'
  | 'payment'
  | 'payment-returned'
  | 'refund'
  | 'refund-returned'
  | 'other';

/** One movement of what a customer owes, with what it leaves. */
export interface Movement {
  readonly id: string;
  readonly booked_on: Temporal.PlainDate;
  /** Above nothing it is charged, below it is credited. */
  readonly amount_minor: bigint;
  /** What is owed after it. */
  readonly balance_minor: bigint;
  readonly kind: MovementKind;
  /** Of the invoice or credit note. */
  readonly number: string | null;
  /** The invoice, credit note or payment. */
  readonly source_id: string | null;
  readonly reference: string | null;
}

interface Source {
  readonly amount_minor: bigint;
  readonly invoice_total: bigint | null;
  readonly note_id: string | null;
  readonly payment_direction: string | null;
}

/** A booking and the one that takes it back differ in their sign only. */
export function kindOf({ amount_minor, invoice_total, note_id, payment_direction }: Source): MovementKind {
  if (invoice_total !== null) return amount_minor < 0n === invoice_total < 0n ? 'invoice' : 'invoice-void';
  if (note_id !== null) return amount_minor < 0n ? 'credit' : 'credit-void';
  if (payment_direction === 'out') return amount_minor > 0n ? 'refund' : 'refund-returned';
  if (payment_direction === 'in') return amount_minor < 0n ? 'payment' : 'payment-returned';
  return 'other';
}

/** An account of one currency over a range of days. */
export interface Sums {
  readonly currency: string;
  readonly opening_minor: bigint;
  readonly debit_minor: bigint;
  /** Below nothing. */
  readonly credit_minor: bigint;
  readonly closing_minor: bigint;
  readonly count: number;
}

export function noSums(currency: string): Sums {
  return { currency, opening_minor: 0n, debit_minor: 0n, credit_minor: 0n, closing_minor: 0n, count: 0 };
}

/** How late what is open is on a day. */
export const BUCKETS = ['not_due', 'late_30', 'late_60', 'late_90', 'late_more'] as const;
export type Bucket = (typeof BUCKETS)[number];
export type Ageing = Readonly<Record<Bucket, bigint>>;

/** 30 days late is within 1\u201330; the day it is due is not late. */
export function bucketOf(dueOn: Temporal.PlainDate, day: Temporal.PlainDate): Bucket {
  const late = dueOn.until(day, { largestUnit: 'days' }).days;
  if (late <= 0) return 'not_due';
  if (late <= 30) return 'late_30';
  if (late <= 60) return 'late_60';
  return late <= 90 ? 'late_90' : 'late_more';
}

/** What is open by how late it is. */
export function ageingOf(
  open: readonly { readonly due_on: Temporal.PlainDate; readonly left_minor: bigint }[],
  day: Temporal.PlainDate,
): Ageing {
  const sums = { not_due: 0n, late_30: 0n, late_60: 0n, late_90: 0n, late_more: 0n };
  for (const { due_on, left_minor } of open) sums[bucketOf(due_on, day)] += left_minor;
  return sums;
}

/** What of the closing balance no open invoice stands for: credit that is set against nothing, below nothing. */
export function notSet(ageing: Ageing, closingMinor: bigint): bigint {
  return closingMinor - BUCKETS.reduce((sum, bucket) => sum + ageing[bucket], 0n);
}

export interface StatementPage {
  readonly range: Range;
  readonly sums: Sums;
  /** The currencies this customer has an account in. */
  readonly currencies: readonly string[];
  readonly ageing: Ageing;
  readonly rows: readonly Movement[];
  readonly earlier: Cursor | null;
  readonly later: Cursor | null;
}
