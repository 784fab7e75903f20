import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { amountText } from '../../platform/values/index.ts';
import type { InvoiceRecord } from '../invoices/index.ts';
import type { DraftValues } from './line-rows.ts';

/** A stored draft as its form shows it. */
export function valuesOfDraft(invoice: InvoiceRecord): DraftValues {
  return {
    fields: {
      issued_on: invoice.issued_on?.toString() ?? '',
      due_on: invoice.due_on?.toString() ?? '',
      reference: invoice.customer_reference ?? '',
      job: invoice.job_number ?? '',
      note: invoice.note ?? '',
      prices: invoice.prices_include_tax ? 'with' : 'before',
    },
    lines: invoice.lines.map((line) => ({
      what: line.description,
      qty: line.quantity.replace(/\.?0+$/, '') || '0',
      unit: line.unit ?? '',
      price: amountText(line.unit_price_minor, invoice.currency),
      rate: String(line.tax_rate_bp),
    })),
  };
}

/** Whether prices had tax in them the last time: most orgs always do it one way. */
export async function lastPricing(tx: Tx, actor: StaffActor): Promise<'with' | 'before'> {
  const last = await tx
    .selectFrom('invoices')
    .select('prices_include_tax')
    .where('org_id', '=', actor.orgId)
    .orderBy('issued_on', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.prices_include_tax === true ? 'with' : 'before';
}

/** A customer's job by its number, for the draft's first line and to check what was typed. */
export async function jobOfCustomer(tx: Tx, actor: StaffActor, customerId: string, number: string) {
  return tx
    .selectFrom('jobs')
    .select(['id', 'number', 'title', 'price_minor', 'currency', 'customer_reference'])
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', customerId)
    .where('number', '=', number)
    .executeTakeFirst();
}
