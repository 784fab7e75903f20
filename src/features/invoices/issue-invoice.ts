import { townLine } from '../../kernel/address.ts';
import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { NotFound, refuse } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { postEntries, type Posting } from '../ledger/index.ts';
import { takeNumber } from '../numbering/index.ts';
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
  const billing = await billingOf(tx, actor, invoice.customer_id, terms.country);
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

/** Name, address and VAT ID as the invoice keeps them from now on. */
export async function billingOf(tx: Tx, actor: Writer, customerId: string, country: string) {
  const customer = await tx
    .selectFrom('customers')
    .select([
      'name',
      'billing_name',
      'billing_address',
      'vat_id',
      'line1',
      'line2',
      'postcode',
      'city',
      'region',
      'country',
    ])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', customerId)
    .executeTakeFirst();
  if (!customer) throw new NotFound();
  return {
    billing_name: customer.billing_name ?? customer.name,
    billing_address: billingAddress(customer, country),
    billing_vat_id: customer.vat_id,
  };
}

type Addressed = Readonly<
  Record<'billing_address' | 'line1' | 'line2' | 'postcode' | 'city' | 'region' | 'country', string | null>
>;

/**
 * The billing address, else the customer's own, one line each; null when there is none. At most 500 characters.
 * @param home the org's country; another one is named
 */
export function billingAddress(customer: Addressed, home: string): string | null {
  if (customer.billing_address !== null) return customer.billing_address;
  const { line1, line2, region, country } = customer;
  const abroad = country !== null && country !== home ? country : null;
  const lines = [line1, line2, townLine(customer, home), region, abroad];
  const shown = lines.filter((line) => line !== null && line !== '');
  return shown.length === 0 ? null : [...shown.join('\n')].slice(0, 500).join('');
}
