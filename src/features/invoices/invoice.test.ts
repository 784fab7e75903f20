import { expect, test } from 'vitest';
import { invoiceDueMinor, invoiceState, type InvoiceState } from './invoice.ts';

const today = Temporal.PlainDate.from('2026-11-23');

test.each<[string, { state?: string; total?: bigint; due?: string; paid?: bigint; credited?: bigint }, InvoiceState]>([
  ['a draft is a draft, whatever its due day', { state: 'draft', due: '2026-01-01' }, 'draft'],
  ['void stays void, even half paid', { state: 'void', paid: 2000n }, 'void'],
  ['due in a month is to pay', { due: '2026-12-23' }, 'open'],
  ['due in seven days is to pay: the weekday would be today’s', { due: '2026-11-30' }, 'open'],
  ['due in six days is due soon', { due: '2026-11-29' }, 'due_soon'],
  ['due today is not overdue', { due: '2026-11-23' }, 'due_soon'],
  ['due yesterday is overdue', { due: '2026-11-22' }, 'overdue'],
  ['part paid and not yet due is part paid', { paid: 1n, due: '2026-11-24' }, 'part_paid'],
  ['part paid and late is overdue', { paid: 3999n, due: '2026-11-22' }, 'overdue'],
  ['paid in full is paid, however late', { paid: 4000n, due: '2026-01-01' }, 'paid'],
  ['nothing to pay is paid', { total: 0n, due: '2026-01-01' }, 'paid'],
  ['credited in full is credited, however late', { paid: 4000n, credited: 4000n, due: '2026-01-01' }, 'credited'],
  ['paid, then half credited, is paid', { paid: 4000n, credited: 2000n }, 'paid'],
  ['credited in full with the credit used elsewhere still waits', { credited: 4000n, due: '2026-12-24' }, 'open'],
  ['below zero is a credit', { total: -500n, due: '2026-01-01' }, 'credited'],
])('%s', (_sentence, { state = 'issued', total = 4000n, due = '2026-12-24', paid = 0n, credited = 0n }, expected) => {
  const invoice = {
    state,
    total_minor: total,
    due_on: Temporal.PlainDate.from(due),
    paid_minor: paid,
    credited_minor: credited,
  };
  expect(invoiceState(invoice, today)).toBe(expected);
});

test('what is due is the rest of an issued invoice and nothing of any other', () => {
  expect(invoiceDueMinor({ state: 'issued', total_minor: 4000n, paid_minor: 1500n })).toBe(2500n);
  expect(invoiceDueMinor({ state: 'issued', total_minor: -4000n, paid_minor: 0n })).toBe(0n);
  expect(invoiceDueMinor({ state: 'void', total_minor: 4000n, paid_minor: 0n })).toBe(0n);
  expect(invoiceDueMinor({ state: 'draft', total_minor: 4000n, paid_minor: 0n })).toBe(0n);
});
