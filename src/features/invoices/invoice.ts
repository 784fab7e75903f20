import type { Selectable } from 'kysely';
import type { Invoices } from '../../../db/types.ts';

export type Invoice = Selectable<Invoices>;

/** How an invoice stands on a day. Drafts and void ones are so for good; the others follow payment and due day. */
export type InvoiceState = 'draft' | 'open' | 'due_soon' | 'overdue' | 'part_paid' | 'paid' | 'credited' | 'void';

/** Within so many days the weekday alone names the due day: *Due Friday*. */
const SOON_DAYS = 6;

/**
 * The state an invoice is shown with, in the office as in the portal.
 * @param paidMinor sum of its allocations, in minor units of its currency
 * @param today the day it is at the org
 */
export function invoiceState(
  invoice: Pick<Invoice, 'state' | 'total_minor' | 'due_on'>,
  paidMinor: bigint,
  today: Temporal.PlainDate,
): InvoiceState {
  if (invoice.state === 'draft' || invoice.state === 'void') return invoice.state;
  // A total below zero owes the customer something: imports bring such invoices.
  if (invoice.total_minor < 0n) return 'credited';
  if (invoiceDueMinor(invoice, paidMinor) === 0n) return 'paid';
  const daysLeft = invoice.due_on === null ? Infinity : today.until(invoice.due_on, { largestUnit: 'days' }).days;
  // Late comes before part paid: what is left is late all the same.
  if (daysLeft < 0) return 'overdue';
  if (paidMinor > 0n) return 'part_paid';
  return daysLeft <= SOON_DAYS ? 'due_soon' : 'open';
}

/** What is left to pay, never below zero; nothing on a draft or a void invoice. */
export function invoiceDueMinor(invoice: Pick<Invoice, 'state' | 'total_minor'>, paidMinor: bigint): bigint {
  if (invoice.state !== 'issued') return 0n;
  const left = invoice.total_minor - paidMinor;
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
  invoice: Pick<Invoice, 'state'>,
  paidMinor: bigint,
): 'invoices.refused-void-draft' | 'invoices.refused-void-paid' | null {
  if (invoice.state === 'draft') return 'invoices.refused-void-draft';
  return paidMinor === 0n ? null : 'invoices.refused-void-paid';
}
