import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oldestFirst } from './split.ts';

test('money is spread in order, never beyond what is due or what there is', () => {
  const waiting = fc.array(fc.record({ id: fc.uuid(), due_minor: fc.bigInt({ min: 1n, max: 1000n }) }), {
    maxLength: 10,
  });
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 5000n }), waiting, (amount, invoices) => {
      const split = oldestFirst(amount, invoices);
      const used = split.reduce((sum, part) => sum + part.amount_minor, 0n);
      const due = invoices.reduce((sum, invoice) => sum + invoice.due_minor, 0n);
      expect(used).toBe(amount < due ? amount : due);
      split.forEach((part, at) => {
        expect(part.amount_minor <= (invoices[at]?.due_minor ?? 0n)).toBe(true);
      });
    }),
    { numRuns: 300 },
  );
});
