import { timesQuantity } from '../../kernel/money.ts';
import { totalsOf, type Totals } from './tax-totals.ts';

/** What a line's amount is made of. `quantity` as text with at most four places. */
export interface LineSum {
  readonly quantity: string;
  readonly unit_price_minor: bigint;
  readonly tax_rate_bp: number;
}

/** An invoice's sums with the amount of each line, in order: quantity × unit price, rounded once. */
export interface LineTotals extends Totals {
  readonly amounts: readonly bigint[];
}

/** No amount of an invoice goes beyond this, either way: the limit of its columns. */
export const MOST_MINOR = 1_000_000_000_000n;

/**
 * An invoice's sums. Tax is computed once for each rate from the rounded line amounts, never line by line
 * (EN 16931, BG-23); with prices including tax it is taken out of the sum, so the total is what the lines add up to.
 */
export function invoiceTotals(lines: readonly LineSum[], pricesIncludeTax: boolean): LineTotals {
  const amounts = lines.map((line) => timesQuantity(line.unit_price_minor, line.quantity));
  const groups = lines.map(({ tax_rate_bp }, at) => ({ tax_rate_bp, amount_minor: amounts[at] ?? 0n }));
  return { ...totalsOf(groups, pricesIncludeTax), amounts };
}

/** Whether every amount and sum fits its column. */
export function fits(totals: LineTotals): boolean {
  const amounts = [...totals.amounts, totals.net_minor, totals.tax_minor, totals.total_minor];
  return amounts.every((amount) => amount <= MOST_MINOR && amount >= -MOST_MINOR);
}
