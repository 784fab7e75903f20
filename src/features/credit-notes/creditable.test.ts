import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timesQuantity } from '../../kernel/money.ts';
import { invoiceTotals } from '../papers/index.ts';
import { creditTotals, type Creditable, type CreditLine } from './creditable.ts';

const line = fc.record({
  quantity: fc.constantFrom('1', '2.5', '0.3333', '7'),
  unit_price_minor: fc.bigInt({ min: -3000n, max: 20_000n }),
  tax_rate_bp: fc.constantFrom(0, 700, 1900, 2000),
});

type Line = { quantity: string; unit_price_minor: bigint; tax_rate_bp: number };

function whole(lines: readonly Line[], withTax: boolean): Creditable {
  const totals = invoiceTotals(lines, withTax);
  return {
    prices_include_tax: withTax,
    lines: new Map(totals.amounts.map((amount, at) => [`line-${at}`, amount])),
    rates: totals.taxes,
    total_minor: totals.total_minor,
  };
}

/** What is left after a credit note. */
function after(left: Creditable, lines: readonly CreditLine[]): Creditable | null {
  const totals = creditTotals(lines, left);
  if ('reason' in totals) return null;
  const next = new Map(left.lines);
  for (const { invoice_line_id: id, ...sum } of lines)
    if (id !== null) next.set(id, (next.get(id) ?? 0n) - timesQuantity(sum.unit_price_minor, sum.quantity));
  const rates = left.rates.map((rate) => {
    const taken = totals.taxes.find((tax) => tax.rate_bp === rate.rate_bp);
    return taken === undefined
      ? rate
      : { ...rate, net_minor: rate.net_minor - taken.net_minor, tax_minor: rate.tax_minor - taken.tax_minor };
  });
  return { ...left, lines: next, rates, total_minor: left.total_minor - totals.total_minor };
}

const one = (id: string | null, minor: bigint, rate: number): CreditLine => ({
  invoice_line_id: id,
  quantity: '1',
  unit_price_minor: minor,
  tax_rate_bp: rate,
});

test('parts and then the rest come to the invoice exactly, net and tax by rate, however they were rounded', () => {
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      fc.array(fc.tuple(fc.nat(5), fc.nat(100)), { maxLength: 8 }),
      (lines, withTax, parts) => {
        let left = whole(lines, withTax);
        fc.pre(left.total_minor > 0n);
        for (const [at, percent] of parts) {
          const of = lines[at % lines.length];
          const id = `line-${at % lines.length}`;
          if (!of) continue;
          const part = ((left.lines.get(id) ?? 0n) * BigInt(percent)) / 100n;
          const next = after(left, [one(id, part, of.tax_rate_bp)]);
          if (next === null) continue;
          for (const rate of next.rates) {
            const original = whole(lines, withTax).rates.find((each) => each.rate_bp === rate.rate_bp);
            expect(isWithin(rate.net_minor, original?.net_minor ?? 0n)).toBe(true);
            expect(isWithin(rate.tax_minor, original?.tax_minor ?? 0n)).toBe(true);
          }
          left = next;
        }
        const rest = [...left.lines].map(([id, minor], at) => one(id, minor, lines[at]?.tax_rate_bp ?? 0));
        const end = after(left, rest);
        expect(end?.total_minor).toBe(0n);
        expect(end?.rates.every((rate) => rate.net_minor === 0n && rate.tax_minor === 0n)).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

function isWithin(part: bigint, all: bigint): boolean {
  return all < 0n ? part <= 0n && part >= all : part >= 0n && part <= all;
}

const invoice = whole(
  [
    { quantity: '2', unit_price_minor: 1000n, tax_rate_bp: 2000 },
    { quantity: '1', unit_price_minor: 500n, tax_rate_bp: 0 },
  ],
  false,
);

test('a line gives back its own amount and not a penny more', () => {
  expect(creditTotals([one('line-0', 2000n, 2000)], invoice)).toMatchObject({ total_minor: 2400n, tax_minor: 400n });
  expect(creditTotals([one('line-0', 2001n, 2000)], invoice)).toEqual({
    reason: 'credits.error-line',
    line: 1,
    left_minor: 2000n,
  });
  expect(creditTotals([one('line-0', 1500n, 2000), one('line-0', 501n, 2000)], invoice)).toMatchObject({ line: 2 });
  expect(creditTotals([one('line-0', -1n, 2000)], invoice)).toMatchObject({ reason: 'credits.error-line' });
});

test('a rate gives back its own sum, and a rate that the invoice has not gives nothing', () => {
  expect(creditTotals([one(null, 2001n, 2000)], invoice)).toEqual({
    reason: 'credits.error-rate',
    rate_bp: 2000,
    left_minor: 2000n,
  });
  expect(creditTotals([one(null, 1n, 700)], invoice)).toMatchObject({ reason: 'credits.error-rate', rate_bp: 700 });
});

test('with a discount at another rate the whole invoice is the limit', () => {
  const discounted = whole(
    [
      { quantity: '1', unit_price_minor: 1000n, tax_rate_bp: 2000 },
      { quantity: '1', unit_price_minor: -400n, tax_rate_bp: 0 },
    ],
    false,
  );
  expect(creditTotals([one('line-0', 1000n, 2000)], discounted)).toEqual({
    reason: 'credits.error-total',
    left_minor: 800n,
  });
});
