import { expect, test } from 'vitest';
import { createTranslator } from '../../platform/i18n/index.ts';
import { balanceInWords, type Dues } from './balance-in-words.ts';

const reader = {
  t: createTranslator('en-GB'),
  locale: 'en-GB',
  today: Temporal.PlainDate.from('2026-11-23'),
};
const pounds = (minor: bigint) => ({ minor, currency: 'GBP' });
const due = (minor: bigint, first: string, last = first, overdue = 0n): Dues => ({
  currency: 'GBP',
  due_minor: minor,
  overdue_minor: overdue,
  first_due_on: Temporal.PlainDate.from(first),
  last_due_on: Temporal.PlainDate.from(last),
});

test.each<[string, bigint, Dues | null]>([
  ['You owe nothing', 0n, null],
  ['You are £12.50 in credit', -1250n, null],
  ['You are £10.00 in credit', -1000n, due(4000n, '2026-11-27')],
  ['You owe £40.00', 4000n, null],
  ['You owe £40.00, due Friday 27 November', 4000n, due(4000n, '2026-11-27')],
  ['You owe £40.00, due Monday 4 January 2027', 4000n, due(4000n, '2027-01-04')],
  ['You owe £40.00, due today', 4000n, due(4000n, '2026-11-23')],
  ['You owe £105.00, the first part due Friday 27 November', 10500n, due(10500n, '2026-11-27', '2026-12-01')],
  ['You owe £40.00, overdue since Friday 20 November', 4000n, due(4000n, '2026-11-20', '2026-11-20', 4000n)],
  ['You owe £105.00, £65.00 of it overdue', 10500n, due(10500n, '2026-11-20', '2026-12-01', 6500n)],
  ['You owe £15.00, overdue since Friday 20 November', 1500n, due(4000n, '2026-11-20', '2026-11-20', 4000n)],
])('%s', (sentence, minor, dues) => {
  expect(balanceInWords(minor === 0n ? [] : [pounds(minor)], dues === null ? [] : [dues], reader)).toBe(sentence);
});

test('each currency has its own sentence, and a settled one has none', () => {
  const balances = [{ minor: 4000n, currency: 'EUR' }, pounds(-1250n), { minor: 0n, currency: 'USD' }];
  expect(balanceInWords(balances, [due(4000n, '2026-11-27')], reader)).toBe('You owe €40.00. You are £12.50 in credit');
});
