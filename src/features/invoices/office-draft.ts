import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { amountText, BadValue, typedAmount, typedQuantity } from '../../platform/values/index.ts';
import type { InvoiceRecord } from './queries.ts';
import { isBlank, rateIn, type LineTyped } from './read-draft.ts';
import { fits, invoiceTotals, type LineTotals } from './totals.ts';

/** A draft's form as it is drawn: single fields, and a row for each line with some to spare. */
export interface DraftValues {
  readonly fields: Readonly<Record<string, string>>;
  readonly lines: readonly LineTyped[];
}

/** Rows offered beyond what is typed, so that an invoice can be written without scripts or a second page. */
const SPARE_ROWS = 3;
const MORE_ROWS = 5;

export function withSpareRows(lines: readonly LineTyped[], rate: string, spare = SPARE_ROWS): LineTyped[] {
  const typed = lines.filter((line) => !isBlank(line));
  return [...typed, ...Array.from({ length: spare }, () => ({ what: '', qty: '1', unit: '', price: '', rate }))];
}

/** What pressing *Add line* or a line's *Remove* makes of the rows. */
export function changedRows(lines: readonly LineTyped[], pressed: string, rate: string): LineTyped[] {
  const [, removed] = /^remove-(\d{1,3})$/.exec(pressed) ?? [];
  const kept = removed === undefined ? lines : lines.filter((_, at) => at + 1 !== Number(removed));
  return withSpareRows(kept, rate, pressed === 'add' ? MORE_ROWS : SPARE_ROWS);
}

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

/** The sums of what is typed so far, and each row's amount; a row that can't be read yet counts for nothing. */
export function previewOf(
  values: DraftValues,
  currency: string,
): { totals: LineTotals; amounts: (bigint | null)[] } | null {
  const rows = values.lines.map((line) => {
    if (isBlank(line)) return null;
    const quantity = typedQuantity(line.qty === '' ? '1' : line.qty);
    const price = typedAmount(line.price, currency);
    const tax_rate_bp = rateIn(line.rate);
    if (quantity instanceof BadValue || price instanceof BadValue || tax_rate_bp === null) return null;
    return { quantity, unit_price_minor: price, tax_rate_bp };
  });
  const readable = rows.filter((row) => row !== null);
  if (readable.length === 0) return null;
  const totals = invoiceTotals(readable, values.fields['prices'] === 'with');
  if (!fits(totals)) return null;
  let next = 0;
  return { totals, amounts: rows.map((row) => (row === null ? null : (totals.amounts[next++] ?? null))) };
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
