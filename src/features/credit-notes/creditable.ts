import { taxInGross, taxOnNet, timesQuantity } from '../../kernel/money.ts';
import type { LineSum } from '../papers/index.ts';

export interface RateSum {
  readonly rate_bp: number;
  readonly net_minor: bigint;
  readonly tax_minor: bigint;
}

/** What of an invoice can still be credited: by line, by rate and in all. */
export interface Creditable {
  readonly prices_include_tax: boolean;
  /** By the id of the invoice's line. */
  readonly lines: ReadonlyMap<string, bigint>;
  readonly rates: readonly RateSum[];
  readonly total_minor: bigint;
}

export interface CreditLine extends LineSum {
  /** The line of the invoice that it corrects; null for one of its own. */
  readonly invoice_line_id: string | null;
}

export interface CreditTotals {
  readonly amounts: readonly bigint[];
  readonly net_minor: bigint;
  readonly tax_minor: bigint;
  readonly total_minor: bigint;
  readonly taxes: RateSum[];
}

export type CreditRefusal =
  | { readonly reason: 'credits.error-line'; readonly line: number; readonly left_minor: bigint }
  | { readonly reason: 'credits.error-rate'; readonly rate_bp: number; readonly left_minor: bigint }
  | { readonly reason: 'credits.error-total'; readonly left_minor: bigint };

/**
 * The sums of a credit note on an invoice, or why it would take back more than there is. Tax is computed once for each
 * rate; the note that takes the last of a rate takes exactly what is left of its net and tax, so that credit notes that
 * take everything back come to the invoice to the penny, however often it was rounded on the way.
 */
export function creditTotals(lines: readonly CreditLine[], left: Creditable): CreditTotals | CreditRefusal {
  const amounts = lines.map((line) => timesQuantity(line.unit_price_minor, line.quantity));
  const over = lineOver(lines, amounts, left);
  if (over) return over;
  const sums = new Map<number, bigint>();
  for (const [at, { tax_rate_bp }] of lines.entries())
    sums.set(tax_rate_bp, (sums.get(tax_rate_bp) ?? 0n) + (amounts[at] ?? 0n));
  const taxes: RateSum[] = [];
  for (const [rate_bp, sum] of [...sums].toSorted(([a], [b]) => a - b)) {
    const rate = left.rates.find((one) => one.rate_bp === rate_bp) ?? { rate_bp, net_minor: 0n, tax_minor: 0n };
    const limit = left.prices_include_tax ? rate.net_minor + rate.tax_minor : rate.net_minor;
    if (!isPartOf(sum, limit)) return { reason: 'credits.error-rate', rate_bp, left_minor: limit };
    taxes.push(taken(sum, rate, left.prices_include_tax));
  }
  const net_minor = taxes.reduce((sum, tax) => sum + tax.net_minor, 0n);
  const tax_minor = taxes.reduce((sum, tax) => sum + tax.tax_minor, 0n);
  const total_minor = net_minor + tax_minor;
  if (total_minor > left.total_minor) return { reason: 'credits.error-total', left_minor: left.total_minor };
  return { amounts, net_minor, tax_minor, total_minor, taxes };
}

/** Lines of one invoice line are added up before they are held against it. */
function lineOver(lines: readonly CreditLine[], amounts: readonly bigint[], left: Creditable): CreditRefusal | null {
  const taken = new Map<string, bigint>();
  for (const [at, { invoice_line_id: id }] of lines.entries()) {
    if (id === null) continue;
    const sum = (taken.get(id) ?? 0n) + (amounts[at] ?? 0n);
    taken.set(id, sum);
    const left_minor = left.lines.get(id) ?? 0n;
    if (!isPartOf(sum, left_minor)) return { reason: 'credits.error-line', line: at + 1, left_minor };
  }
  return null;
}

/** Between nothing and the whole, on the whole's side of nothing. */
function isPartOf(part: bigint, whole: bigint): boolean {
  return whole < 0n ? part <= 0n && part >= whole : part >= 0n && part <= whole;
}

function taken(sum: bigint, left: RateSum, pricesIncludeTax: boolean): RateSum {
  const { rate_bp } = left;
  if (sum === 0n) return { rate_bp, net_minor: 0n, tax_minor: 0n };
  const sign = sum < 0n ? -1n : 1n;
  const [size, net, tax] = [sum * sign, left.net_minor * sign, left.tax_minor * sign];
  if (size === (pricesIncludeTax ? net + tax : net)) return left;
  const rounded = pricesIncludeTax ? taxInGross(size, rate_bp) : taxOnNet(size, rate_bp);
  const least = pricesIncludeTax && size > net ? size - net : 0n;
  const most = rounded > tax ? tax : rounded;
  const tax_minor = most < least ? least : most;
  return { rate_bp, net_minor: sign * (pricesIncludeTax ? size - tax_minor : size), tax_minor: sign * tax_minor };
}
