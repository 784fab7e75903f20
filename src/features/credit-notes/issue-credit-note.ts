import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { Invalid, refuse, Refused } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { billingOf } from '../papers/index.ts';
import { lockInvoice, type Terms } from '../invoices/index.ts';
import { postEntries, type Posting } from '../ledger/index.ts';
import { takeNumber } from '../numbering/index.ts';
import { settleOwnInvoice } from '../allocations/index.ts';
import { noteIssueRefusal, type CreditNote } from './credit-note.ts';
import { lockNote, replaceTaxes, sumsOf, totalsOf } from './save-credit-note.ts';

type Writer = StaffActor | SystemActor;

/**
 * Issues a draft: it takes the next number without a gap, its billing address freezes, the ledger says that the customer
 * owes that much less, and what is open of its invoice is settled with it; the rest is credit. The invoice is held while
 * what is left of it is counted, so that two notes at once never take back more than it has. One that is issued already
 * stays as it is.
 * @throws NotFound, Refused
 */
export async function issueNote(
  tx: Tx,
  actor: Writer,
  id: string,
  terms: Pick<Terms, 'time_zone' | 'country'>,
  now: Temporal.Instant,
): Promise<{ id: string; number: string; fresh: boolean }> {
  const note = await lockNote(tx, actor, id);
  if (note.state === 'issued' && note.number !== null) return { id, number: note.number, fresh: false };
  const today = now.toZonedDateTimeISO(terms.time_zone).toPlainDate();
  const invoice = note.invoice_id === null ? null : await lockInvoice(tx, actor, note.invoice_id);
  refuse(noteIssueRefusal(note, today));
  const totals = await totalsNow(tx, actor, note);
  refuse(noteIssueRefusal({ ...note, ...sumsOf(totals) }, today));
  await replaceTaxes(tx, actor, id, totals);
  const billing = invoice ?? (await billingOf(tx, actor, note.customer_id, terms.country));
  const { billing_name, billing_address, billing_vat_id } = billing;
  const issued_on = note.issued_on ?? today;
  const number = await takeNumber(tx, actor, 'credit_note');
  await tx
    .updateTable('credit_notes')
    .set({
      ...sumsOf(totals),
      state: 'issued',
      number,
      issued_on,
      billing_name,
      billing_address,
      billing_vat_id,
      updated_at: now,
    })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  await postEntries(tx, actor, notePosting({ ...note, ...sumsOf(totals), issued_on }));
  await settleOwnInvoice(tx, actor, id, now);
  await record(tx, actor, 'credit_note.issued', {
    now,
    customerId: note.customer_id,
    subject: { kind: 'credit_note', id },
    data: { number },
  });
  return { id, number, fresh: true };
}

/** What the draft comes to now. A draft written before another was issued may ask for more than is left. @throws Refused */
async function totalsNow(tx: Tx, actor: Writer, note: CreditNote) {
  const lines = await tx
    .selectFrom('credit_note_lines')
    .select(['description', 'unit', 'quantity', 'unit_price_minor', 'tax_rate_bp', 'invoice_line_id'])
    .where('org_id', '=', actor.orgId)
    .where('credit_note_id', '=', note.id)
    .orderBy('position')
    .execute();
  const { customer_id: customerId, invoice_id: invoiceId, currency, prices_include_tax } = note;
  try {
    return await totalsOf(tx, actor, { customerId, invoiceId, currency, prices_include_tax, lines });
  } catch (error) {
    if (error instanceof Invalid) throw new Refused('credits.refused-more-than-left');
    throw error;
  }
}

/** How an issued credit note stands in the ledger: an invoice the other way round. */
export function notePosting(
  note: Pick<CreditNote, 'id' | 'customer_id' | 'currency' | 'net_minor' | 'tax_minor' | 'total_minor'> & {
    readonly issued_on: Temporal.PlainDate;
  },
): Posting {
  return {
    customerId: note.customer_id,
    creditNoteId: note.id,
    currency: note.currency,
    bookedOn: note.issued_on,
    amounts: { receivable: -note.total_minor, revenue: note.net_minor, tax: note.tax_minor },
  };
}
