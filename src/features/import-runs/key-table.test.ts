import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyTable } from './key-table.ts';

test('it holds what a Map would hold, however it grows', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ maxLength: 4 }), fc.nat(0xffffffff)), { maxLength: 3000 }), (entries) => {
      const table = new KeyTable();
      for (const [key, value] of entries) table.set(key, value);
      const map = new Map(entries);
      expect([...map.keys()].map((key) => table.get(key))).toEqual([...map.values()]);
    }),
    { numRuns: 30 },
  );
});

test('numbers that follow each other, as invoice numbers do, are told apart', () => {
  const table = new KeyTable();
  const numbers = Array.from({ length: 200_000 }, (_, n) => `number\nR${n}`);
  for (const [n, key] of numbers.entries()) table.set(key, n + 1);
  expect(numbers.every((key, n) => table.get(key) === n + 1)).toBe(true);
  expect(table.get('number\nR200000')).toBe(0);
});
