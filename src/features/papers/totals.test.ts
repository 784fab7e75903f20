import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fits, invoiceTotals, MOST_MINOR, type LineSum } from './totals.ts';

const line = (quantity: string, unit_price_minor: bigint, tax_rate_bp = 2000): LineSum => ({
  quantity,
  unit_price_minor,
  tax_rate_bp,
});

test.each<[string, LineSum[], boolean, { net: bigint; tax: bigint; total: bigint }]>([
  ['prices before tax', [line('1', 6400n), line('2', 450n)], false, { net: 7300n, tax: 1460n, total: 8760n }],
  ['prices with tax', [line('1', 4000n)], true, { net: 3333n, tax: 667n, total: 4000n }],
  ['a third of an hour', [line('0.3333', 3000n)], false, { net: 1000n, tax: 200n, total: 1200n }],
  ['a discount line', [line('1', 10000n), line('-1', 2500n)], false, { net: 7500n, tax: 1500n, total: 9000n }],
  ['half a penny, rounded away from nothing', [line('0.5', 1n, 0)], false, { net: 1n, tax: 0n, total: 1n }],
  ['no lines', [], false, { net: 0n, tax: 0n, total: 0n }],
])('%s', (_, lines, including, { net, tax, total }) => {
  expect(invoiceTotals(lines, including)).toMatchObject({ net_minor: net, tax_minor: tax, total_minor: total });
});

test('tax is computed once for each rate, so pennies of tax on single lines are not rounded one by one', () => {
  const lines = Array.from({ length: 3 }, () => line('1', 2n));
  expect(invoiceTotals(lines, false).tax_minor).toBe(1n);
});

test('rates are added up apart, lowest first', () => {
  const totals = invoiceTotals([line('1', 1000n, 2000), line('1', 1000n, 500), line('1', 1000n, 0)], false);
  expect(totals.taxes).toEqual([
    { rate_bp: 0, net_minor: 1000n, tax_minor: 0n },
    { rate_bp: 500, net_minor: 1000n, tax_minor: 50n },
    { rate_bp: 2000, net_minor: 1000n, tax_minor: 200n },
  ]);
});

test('an amount at the limit of its column fits, one beyond does not', () => {
  expect(fits(invoiceTotals([line('1', MOST_MINOR, 0)], false))).toBe(true);
  expect(fits(invoiceTotals([line('1', MOST_MINOR, 0), line('1', 1n, 0)], false))).toBe(false);
  expect(fits(invoiceTotals([line('9999999999', MOST_MINOR, 0)], false))).toBe(false);
});

const lines = fc.array(
  fc.record({
    quantity: fc
      .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 9999 }))
      .map(([whole, parts]) => `${whole}.${String(parts).padStart(4, '0')}`),
    unit_price_minor: fc.bigInt({ min: -1_000_000n, max: 1_000_000n }),
    tax_rate_bp: fc.constantFrom(0, 500, 700, 1900, 2000, 10_000),
  }),
  { maxLength: 12 },
);

test('whatever the lines are, the sums add up', () => {
  fc.assert(
    fc.property(lines, fc.boolean(), (some, including) => {
      const totals = invoiceTotals(some, including);
      const linesSum = totals.amounts.reduce((sum, amount) => sum + amount, 0n);
      expect(totals.net_minor + totals.tax_minor).toBe(totals.total_minor);
      expect(totals.taxes.reduce((sum, tax) => sum + tax.net_minor, 0n)).toBe(totals.net_minor);
      expect(totals.taxes.reduce((sum, tax) => sum + tax.tax_minor, 0n)).toBe(totals.tax_minor);
      // What the customer sees on the lines is what is asked for: with tax in the prices the total, else the net.
      expect(including ? totals.total_minor : totals.net_minor).toBe(linesSum);
    }),
    { numRuns: 500 },
  );
});

test('the order of lines changes no sum, and turning every sign turns every sum', () => {
  fc.assert(
    fc.property(lines, fc.boolean(), (some, including) => {
      const totals = invoiceTotals(some, including);
      expect(invoiceTotals(some.toReversed(), including).taxes).toEqual(totals.taxes);
      const turned = invoiceTotals(
        some.map((one) => ({ ...one, unit_price_minor: -one.unit_price_minor })),
        including,
      );
      expect(turned.total_minor).toBe(-totals.total_minor);
    }),
    { numRuns: 300 },
  );
});
