import type { Selectable } from 'kysely';
import type { Invoices } from '../../../db/types.ts';

export type Invoice = Selectable<Invoices>;

/** What of an invoice decides how it stands: paid is what is set against it, credited what its credit notes come to. */
export type Standing = Pick<Invoice, 'state' | 'total_minor' | 'due_on' | 'paid_minor' | 'credited_minor'>;

/** How an invoice stands on a day. Drafts and void ones are so for good; the others follow payment and due day. */
export type InvoiceState = 'draft' | 'open' | 'due_soon' | 'overdue' | 'part_paid' | 'paid' | 'credited' | 'void';

/** Within so many days the weekday alone names the due day: *Due Friday*. */
const SOON_DAYS = 6;

/**
 * The state an invoice is shown with, in the office as in the portal.
 * @param today the day it is at the org
 */
export function invoiceState(invoice: Standing, today: Temporal.PlainDate): InvoiceState {
  const { paid_minor } = invoice;
  if (invoice.state === 'draft' || invoice.state === 'void') return invoice.state;
  // A total below zero owes the customer something: imports bring such invoices.
  if (invoice.total_minor < 0n) return 'credited';
  if (invoiceDueMinor(invoice) === 0n) return isCredited(invoice) ? 'credited' : 'paid';
  const daysLeft = invoice.due_on === null ? Infinity : today.until(invoice.due_on, { largestUnit: 'days' }).days;
  // Late comes before part paid: what is left is late all the same.
  if (daysLeft < 0) return 'overdue';
  if (paid_minor > 0n) return 'part_paid';
  return daysLeft <= SOON_DAYS ? 'due_soon' : 'open';
}

/** Wholly taken back by credit notes. */
export function isCredited({ total_minor, credited_minor }: Pick<Invoice, 'total_minor' | 'credited_minor'>): boolean {
  return total_minor > 0n && credited_minor >= total_minor;
}

/** Whether something of it can still be credited. */
export function isCreditable(invoice: Pick<Invoice, 'state' | 'total_minor' | 'credited_minor'>): boolean {
  return invoice.state === 'issued' && invoice.credited_minor < invoice.total_minor;
}

/** What is left to pay, never below zero; nothing on a draft or a void invoice. */
export function invoiceDueMinor(invoice: Pick<Invoice, 'state' | 'total_minor' | 'paid_minor'>): bigint {
  if (invoice.state !== 'issued') return 0n;
  const left = invoice.total_minor - invoice.paid_minor;
  return left > 0n ? left : 0n;
}

/** States in which money is still wanted. */
export function isUnpaid(state: InvoiceState): boolean {
  return state === 'open' || state === 'due_soon' || state === 'overdue' || state === 'part_paid';
}

/** Why a draft can't be changed or deleted, or null. */
export function changeRefusal(invoice: Pick<Invoice, 'state'>): 'invoices.refused-not-draft' | null {
  return invoice.state === 'draft' ? null : 'invoices.refused-not-draft';
}

/**
 * Why a draft can't be issued today, or null. A negative invoice would be a credit note, which names the invoice it
 * corrects (EN 16931, BT-25).
 */
export function issueRefusal(
  invoice: Pick<Invoice, 'state' | 'issued_on' | 'total_minor'>,
  lineCount: number,
  today: Temporal.PlainDate,
): `invoices.refused-${'void' | 'no-lines' | 'negative' | 'future'}` | null {
  if (invoice.state === 'void') return 'invoices.refused-void';
  if (lineCount === 0) return 'invoices.refused-no-lines';
  if (invoice.total_minor < 0n) return 'invoices.refused-negative';
  if (invoice.issued_on !== null && Temporal.PlainDate.compare(invoice.issued_on, today) > 0)
    return 'invoices.refused-future';
  return null;
}

/** Why an issued invoice can't be made void, or null. Its number stays used either way. */
export function voidRefusal(
  invoice: Pick<Invoice, 'state' | 'paid_minor' | 'credited_minor'>,
): `invoices.refused-void-${'draft' | 'credited' | 'paid'}` | null {
  if (invoice.state === 'draft') return 'invoices.refused-void-draft';
  if (invoice.credited_minor !== 0n) return 'invoices.refused-void-credited';
  return invoice.paid_minor === 0n ? null : 'invoices.refused-void-paid';
}
