import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ageingOf, BUCKETS, bucketOf, kindOf, notSet, rangeOf, type Bucket, type Period } from './statement.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const today = day('2026-11-23');

test.each<[Period, string, string]>([
  ['this-month', '2026-11-01', '2026-11-23'],
  ['last-month', '2026-10-01', '2026-10-31'],
  ['quarter', '2026-10-01', '2026-11-23'],
  ['year', '2026-01-01', '2026-11-23'],
  ['own', '2026-02-03', '2026-03-04'],
])('%s is from %s to %s', (period, from, to) => {
  const range = rangeOf(period, today, { from: day('2026-02-03'), to: day('2026-03-04') });
  expect([range.from.toString(), range.to.toString()]).toEqual([from, to]);
});

test('days the wrong way round are turned, and a day that is not said is the first or today', () => {
  const turned = rangeOf('own', today, { from: day('2026-03-04'), to: day('2026-02-03') });
  expect([turned.from.toString(), turned.to.toString()]).toEqual(['2026-02-03', '2026-03-04']);
  expect(rangeOf('own', today, { from: null, to: null }).to.equals(today)).toBe(true);
});

test.each<[number, Bucket]>([
  [-1, 'not_due'],
  [0, 'not_due'],
  [1, 'late_30'],
  [30, 'late_30'],
  [31, 'late_60'],
  [60, 'late_60'],
  [61, 'late_90'],
  [90, 'late_90'],
  [91, 'late_more'],
])('%i days late is %s', (late, bucket) => {
  expect(bucketOf(today.subtract({ days: late }), today)).toBe(bucket);
});

test('the ageing and what is set against nothing come to the closing balance', () => {
  const open = fc.array(
    fc.record({
      due_on: fc.integer({ min: -200, max: 200 }).map((days) => today.add({ days })),
      left_minor: fc.bigInt({ min: 0n, max: 1_000_000n }),
    }),
  );
  fc.assert(
    fc.property(open, fc.bigInt({ min: -1_000_000n, max: 1_000_000n }), (invoices, closing) => {
      const ageing = ageingOf(invoices, today);
      const sum = BUCKETS.reduce((all, bucket) => all + ageing[bucket], 0n);
      expect(sum).toBe(invoices.reduce((all, one) => all + one.left_minor, 0n));
      expect(sum + notSet(ageing, closing)).toBe(closing);
    }),
  );
});

test('what takes a booking back differs in its sign only', () => {
  const none = { invoice_total: null, note_id: null, payment_direction: null };
  expect(kindOf({ ...none, amount_minor: 5n, invoice_total: 5n })).toBe('invoice');
  expect(kindOf({ ...none, amount_minor: -5n, invoice_total: 5n })).toBe('invoice-void');
  expect(kindOf({ ...none, amount_minor: -5n, invoice_total: -5n })).toBe('invoice');
  expect(kindOf({ ...none, amount_minor: -5n, note_id: 'n' })).toBe('credit');
  expect(kindOf({ ...none, amount_minor: 5n, note_id: 'n' })).toBe('credit-void');
  expect(kindOf({ ...none, amount_minor: -5n, payment_direction: 'in' })).toBe('payment');
  expect(kindOf({ ...none, amount_minor: 5n, payment_direction: 'in' })).toBe('payment-returned');
  expect(kindOf({ ...none, amount_minor: 5n, payment_direction: 'out' })).toBe('refund');
  expect(kindOf({ ...none, amount_minor: -5n, payment_direction: 'out' })).toBe('refund-returned');
});
