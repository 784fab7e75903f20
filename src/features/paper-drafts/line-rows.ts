import { BadValue, typedAmount, typedQuantity } from '../../platform/values/index.ts';
import type { TaxRate } from '../tax-rates/index.ts';
import { isBlank, rateIn, type LineTyped } from './typed-lines.ts';
import { fits, invoiceTotals, type LineTotals } from '../papers/index.ts';

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

/** The rate a new line begins with: the org's default, else its first, else none. */
export function usualRate(rates: readonly TaxRate[]): string {
  const usual = rates.find((rate) => rate.is_default) ?? rates[0];
  return String(usual?.rate_bp ?? 0);
}
