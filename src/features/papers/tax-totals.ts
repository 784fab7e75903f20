import { taxInGross, taxOnNet } from '../../kernel/money.ts';

export interface TaxGroup {
  rate_bp: number;
  net_minor: bigint;
  tax_minor: bigint;
}

export interface Totals {
  net_minor: bigint;
  tax_minor: bigint;
  total_minor: bigint;
  taxes: TaxGroup[];
}

/** Totals of lines: tax once for each rate, on the sum of its lines (EN 16931, BG-23). */
export function totalsOf(
  lines: readonly { amount_minor: bigint; tax_rate_bp: number }[],
  pricesIncludeTax: boolean,
): Totals {
  const sums = new Map<number, bigint>();
  for (const { amount_minor, tax_rate_bp } of lines)
    sums.set(tax_rate_bp, (sums.get(tax_rate_bp) ?? 0n) + amount_minor);
  const taxes = [...sums]
    .toSorted(([a], [b]) => a - b)
    .map(([rate_bp, sum]): TaxGroup => {
      const tax_minor = pricesIncludeTax ? taxInGross(sum, rate_bp) : taxOnNet(sum, rate_bp);
      return { rate_bp, net_minor: pricesIncludeTax ? sum - tax_minor : sum, tax_minor };
    });
  return summed(taxes);
}

/**
 * The same, made to come to the total that the other program printed. Programs that round the tax of every line differ
 * from us by at most a minor unit for each line; that much goes to the tax of the largest group. A greater difference
 * is none of rounding: null.
 */
export function settledTotals(totals: Totals, printedTotal: bigint, lineCount: number): Totals | null {
  const difference = printedTotal - totals.total_minor;
  if (difference === 0n) return totals;
  const size = difference < 0n ? -difference : difference;
  const largest = totals.taxes
    .filter(({ rate_bp }) => rate_bp > 0)
    .toSorted((a, b) => Number(absolute(b.net_minor) - absolute(a.net_minor)))[0];
  if (!largest || size > BigInt(lineCount)) return null;
  return summed(
    totals.taxes.map((group) => (group === largest ? { ...group, tax_minor: group.tax_minor + difference } : group)),
  );
}

function absolute(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

function summed(taxes: TaxGroup[]): Totals {
  const net_minor = taxes.reduce((sum, group) => sum + group.net_minor, 0n);
  const tax_minor = taxes.reduce((sum, group) => sum + group.tax_minor, 0n);
  return { net_minor, tax_minor, total_minor: net_minor + tax_minor, taxes };
}
