import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { refuse } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { postEntries, type Posting } from '../ledger/index.ts';
import { takeNumber } from '../numbering/index.ts';
import { billingOf } from '../papers/index.ts';
import { issueRefusal, type Invoice } from './invoice.ts';
import { lockInvoice } from './save-draft.ts';

type Writer = StaffActor | SystemActor;

/** What of an org decides about dates and addresses of its invoices: its row has it. */
export interface Terms {
  readonly time_zone: string;
  readonly payment_terms_days: number;
  readonly country: string;
}

/**
 * Issues a draft: it takes the next number without a gap, its billing address freezes, open dates become today and
 * today plus the org's term, and the ledger says the customer owes it. One that is issued already stays as it is, so
 * pressing twice issues once.
 * @param terms the org's zone, country and days until an invoice is due
 * @throws NotFound, Refused (see `issueRefusal`)
 */
export async function issueInvoice(
  tx: Tx,
  actor: Writer,
  id: string,
  terms: Terms,
  now: Temporal.Instant,
): Promise<{ id: string; number: string; fresh: boolean }> {
  const invoice = await lockInvoice(tx, actor, id);
  if (invoice.state === 'issued' && invoice.number !== null) return { id, number: invoice.number, fresh: false };
  const today = now.toZonedDateTimeISO(terms.time_zone).toPlainDate();
  refuse(issueRefusal(invoice, await countLines(tx, actor, id), today));
  const issued_on = invoice.issued_on ?? today;
  const due_on = invoice.due_on ?? issued_on.add({ days: terms.payment_terms_days });
  // Nobody changes meanwhile what the invoice is about to carry.
  const billing = await billingOf(tx, actor, invoice.customer_id, terms.country, { lock: true });
  const number = await takeNumber(tx, actor, 'invoice');
  await tx
    .updateTable('invoices')
    .set({ state: 'issued', number, issued_on, due_on, ...billing, updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  await postEntries(tx, actor, invoicePosting({ ...invoice, issued_on }));
  await record(tx, actor, 'invoice.issued', {
    now,
    customerId: invoice.customer_id,
    subject: { kind: 'invoice', id },
    data: { number },
  });
  return { id, number, fresh: true };
}

/** How an issued invoice stands in the ledger: the customer owes it, against revenue and tax. Imports book the same. */
export function invoicePosting(
  invoice: Pick<Invoice, 'id' | 'customer_id' | 'currency' | 'net_minor' | 'tax_minor' | 'total_minor'> & {
    readonly issued_on: Temporal.PlainDate;
  },
): Posting {
  return {
    customerId: invoice.customer_id,
    invoiceId: invoice.id,
    currency: invoice.currency,
    bookedOn: invoice.issued_on,
    amounts: { receivable: invoice.total_minor, revenue: -invoice.net_minor, tax: -invoice.tax_minor },
  };
}

async function countLines(tx: Tx, actor: Writer, id: string): Promise<number> {
  const row = await tx
    .selectFrom('invoice_lines')
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('count'))
    .where('org_id', '=', actor.orgId)
    .where('invoice_id', '=', id)
    .executeTakeFirstOrThrow();
  return row.count;
}
