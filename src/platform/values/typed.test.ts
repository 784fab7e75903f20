import { expect, test } from 'vitest';
import { BadValue } from './bad-value.ts';
import { amountText, typedAmount, typedDay, typedQuantity } from './typed.ts';

const said = (value: unknown) => (value instanceof BadValue ? 'refused' : String(value));

test.each([
  ['24', '2400'],
  ['24.5', '2450'],
  ['1,234.56', '123456'],
  ['£24.00', '2400'],
  ['24,00', '2400'],
  ['1.234,56', '123456'],
  ['1,005', '100500'],
  ['1.005', 'refused'],
  ['1.2.3', 'refused'],
  ['€24.00', 'refused'],
  ['twenty', 'refused'],
])('the amount %j is %s pence', (text, expected) => {
  expect(said(typedAmount(text, 'GBP'))).toBe(expected);
});

test.each([
  ['1', '1'],
  ['2.5', '2.5'],
  ['2,5', '2.5'],
  ['-1', '-1'],
  ['0.0001', '0.0001'],
  ['0.00001', 'refused'],
  ['9999999999', '9999999999'],
  ['10000000000', 'refused'],
  ['some', 'refused'],
])('the quantity %j is %s', (text, expected) => {
  expect(said(typedQuantity(text))).toBe(expected);
});

test('an amount stands in a box as it is typed, in the currency’s own places', () => {
  expect([amountText(2400n, 'GBP'), amountText(-5n, 'GBP'), amountText(2400n, 'JPY')]).toEqual([
    '24.00',
    '-0.05',
    '2400',
  ]);
});

test('a day is read as browsers send it and as hands type it', () => {
  expect(['2026-11-23', '23.11.2026', '23 November 2026', '2026-02-30'].map((text) => said(typedDay(text)))).toEqual([
    '2026-11-23',
    '2026-11-23',
    '2026-11-23',
    'refused',
  ]);
});
