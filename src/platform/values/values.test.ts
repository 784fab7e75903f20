import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  atLocalTime,
  BadValue,
  cleanText,
  decimalText,
  findDateOrder,
  findNumberStyle,
  readAmount,
  readBoolean,
  readCountry,
  readCurrency,
  readDay,
  readDecimal,
  readEmail,
  readLanguage,
  readMoment,
  readPhone,
  readRate,
  readText,
  readTime,
  type DateOrder,
  type NumberStyle,
} from './index.ts';

/** What was read, as text, or the reason why not. */
function said(value: unknown): string {
  if (value instanceof BadValue) return value.reason;
  if (typeof value === 'object' && value !== null && 'digits' in value && 'places' in value)
    return decimalText({ digits: BigInt(String(value.digits)), places: Number(value.places) });
  return String(value);
}

test.each<[string, NumberStyle, string]>([
  ['1,234.56', 'point', '1234.56'],
  ['1.234,56', 'comma', '1234.56'],
  ["1'234.56", 'point', '1234.56'],
  ['1 234,56', 'comma', '1234.56'],
  ['1\u202f234,56', 'comma', '1234.56'],
  ['1.234.567', 'comma', '1234567'],
  ['-5', 'point', '-5'],
  ['5-', 'point', '-5'],
  ['(5.00)', 'point', '-5'],
  ['−5,5', 'comma', '-5.5'],
  ['.5', 'point', '0.5'],
  ['0', 'point', '0'],
  ['12.34', 'comma', 'number-comma'],
  ['12,34', 'point', 'number-point'],
  ['1,23,456.00', 'point', 'not-a-number'],
  ['12a', 'point', 'not-a-number'],
  ['-(5)', 'point', 'not-a-number'],
  ['', 'point', 'not-a-number'],
  ['-', 'point', 'not-a-number'],
  ['.', 'point', 'not-a-number'],
  ['9'.repeat(24), 'point', '9'.repeat(24)],
  ['9'.repeat(25), 'point', 'not-a-number'],
])('the number %j written with a %s is %s', (cell, style, expected) => {
  expect(said(readDecimal(cell, style))).toBe(expected);
});

function shortest(digits: bigint, places: number): { digits: bigint; places: number } {
  return places > 0 && digits % 10n === 0n ? shortest(digits / 10n, places - 1) : { digits, places };
}

test('any decimal written in either style is read back exactly', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      fc.integer({ min: 0, max: 4 }),
      fc.constantFrom<NumberStyle>('point', 'comma'),
      (digits, places, style) => {
        const plain = decimalText({ digits, places });
        const [whole = '', fraction = ''] = plain.replace('-', '').split('.');
        const [group, decimal] = style === 'point' ? [',', '.'] : ['.', ','];
        const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
        const written = `${digits < 0n ? '-' : ''}${grouped}${fraction === '' ? '' : decimal + fraction}`;
        expect(Number(said(readDecimal(written, style)))).toBe(Number(plain));
        expect(said(readDecimal(written, style))).toBe(decimalText(shortest(digits, places)));
      },
    ),
  );
});

test.each<[string, string, 'major' | 'minor', string]>([
  ['€ 1.234,50', 'EUR', 'major', '123450'],
  ['1.234,50 EUR', 'EUR', 'major', '123450'],
  ['-12,00 €', 'EUR', 'major', '-1200'],
  ['2975', 'EUR', 'minor', '2975'],
  ['2975', 'EUR', 'major', '297500'],
  ['100', 'JPY', 'major', '100'],
  ['1,5000', 'EUR', 'major', '150'],
  ['1,505', 'EUR', 'major', 'too-many-places'],
  ['29,75', 'EUR', 'minor', 'too-many-places'],
  ['5,00 $', 'EUR', 'major', 'other-currency'],
  ['5,00 GBP', 'EUR', 'major', 'other-currency'],
  ['$5', 'CAD', 'major', '500'],
  ['5,00 kr', 'SEK', 'major', '500'],
])('the amount %j in %s (%s units) is %s minor units', (cell, currency, unit, expected) => {
  expect(said(readAmount(cell, currency, { style: 'comma', unit }))).toBe(expected);
});

test.each([
  ['19', '1900'],
  ['19 %', '1900'],
  ['19,0%', '1900'],
  ['0,19', '1900'],
  ['7,7', '770'],
  ['0', '0'],
  ['0,5 %', '50'],
  ['100', '10000'],
  ['101', 'not-a-rate'],
  ['-19', 'not-a-rate'],
  ['19,123', 'not-a-rate'],
])('the tax rate %j is %s basis points', (cell, expected) => {
  expect(said(readRate(cell, 'comma'))).toBe(expected);
});

test.each<[string[], string]>([
  [['1,234.56'], 'point true'],
  [['1.234,56', '12,5'], 'comma true'],
  [['12.5', '3'], 'point true'],
  [['1.234', '5'], 'comma false'],
  [['1.234.567'], 'comma true'],
  [['12.50', '12,50', '1,5'], 'comma false'],
  [[], 'comma false'],
])('the style of %j is found', (samples, expected) => {
  const { style, sure } = findNumberStyle(samples, 'comma');
  expect(`${style} ${sure}`).toBe(expected);
});

test.each<[string, DateOrder, string]>([
  ['24.11.2026', 'dmy', '2026-11-24'],
  ['24/11/26', 'dmy', '2026-11-24'],
  ['11/24/2026', 'mdy', '2026-11-24'],
  ['1/12/2010 8:26', 'mdy', '2010-01-12'],
  ['2026-11-24', 'mdy', '2026-11-24'],
  ['2026-11-24T08:00:00Z', 'dmy', '2026-11-24'],
  ['20261124', 'dmy', '2026-11-24'],
  ['2026/11/24', 'dmy', '2026-11-24'],
  ['26-11-24', 'ymd', '2026-11-24'],
  ['24. November 2026', 'dmy', '2026-11-24'],
  ['24 Nov 2026', 'mdy', '2026-11-24'],
  ['Nov 24, 2026', 'dmy', '2026-11-24'],
  ['3. März 2026', 'dmy', '2026-03-03'],
  ['Dienstag, 24.11.2026', 'dmy', '2026-11-24'],
  ['46350', 'serial', '2026-11-24'],
  ['31/12/69', 'dmy', '2069-12-31'],
  ['01/01/70', 'dmy', '1970-01-01'],
  ['29.02.2028', 'dmy', '2028-02-29'],
  ['29.02.2026', 'dmy', 'no-such-day'],
  ['24/11/2026', 'mdy', 'not-in-order'],
  ['0000-00-00', 'dmy', 'year-out-of-range'],
  ['2201-01-01', 'dmy', 'year-out-of-range'],
  ['2200-12-31', 'dmy', '2200-12-31'],
  ['soon', 'dmy', 'not-a-date'],
  ['46350', 'dmy', 'not-a-date'],
])('the day %j read as %s is %s', (cell, order, expected) => {
  expect(said(readDay(cell, order))).toBe(expected);
});

test.each<[string[], string]>([
  [['24.11.2026', '01.02.2026'], 'dmy true'],
  [['11/24/2026'], 'mdy true'],
  [['01/02/2026', '03/04/2026'], 'dmy false'],
  [['2026-11-24', '2026-01-02'], 'dmy true'],
  [['2026/11/24'], 'ymd true'],
  [['44562', '44563'], 'serial true'],
  [['24/11/2026', '11/24/2026', '25/11/2026'], 'dmy false'],
  [['12/1/2010 8:26', '12/13/2010 9:02'], 'mdy true'],
])('the order of %j is found', (samples, expected) => {
  const { order, sure } = findDateOrder(samples, 'dmy');
  expect(`${order} ${sure}`).toBe(expected);
});

test.each([
  ['8:30', '08:30:00'],
  ['08.30 Uhr', '08:30:00'],
  ['8', '08:00:00'],
  ['8 pm', '20:00:00'],
  ['12:05 AM', '00:05:00'],
  ['23:59:59', '23:59:59'],
  ['24:00', 'not-a-time'],
  ['13 pm', 'not-a-time'],
  ['morning', 'not-a-time'],
])('the time %j is %s', (cell, expected) => {
  expect(said(readTime(cell))).toBe(expected);
});

test('a moment keeps its time and its zone', () => {
  const local = readMoment('24.11.2026 08:30', 'dmy');
  const zoned = readMoment('2026-11-24T08:30:00+01:00', 'dmy');
  expect(local instanceof BadValue ? local : [local.time?.toString(), local.instant]).toEqual(['08:30:00', null]);
  expect(zoned instanceof BadValue ? zoned : zoned.instant?.toString()).toBe('2026-11-24T07:30:00Z');
});

test('a local time that the clock skips is refused, one that comes twice is the first', () => {
  const at = (day: string, time: string) =>
    said(atLocalTime(Temporal.PlainDate.from(day), Temporal.PlainTime.from(time), 'Europe/Berlin'));
  expect(at('2026-03-29', '02:30')).toBe('skipped-time');
  expect(at('2026-10-25', '02:30')).toBe('2026-10-25T00:30:00Z');
});

test.each([
  ['0170/123 45 67', 'DE', '+491701234567'],
  ['+49 (0) 170 1234567', 'DE', '+491701234567'],
  ['0049 170 1234567', 'DE', '+491701234567'],
  ['07700 900123', 'GB', '+447700900123'],
  ["'+44 7700 900123", 'DE', '+447700900123'],
  ['4,91701E+11', 'DE', 'rounded-number'],
  ['0170 1234567 / 0231 4567890', 'DE', 'several-numbers'],
  ['n/a', 'DE', 'not-a-phone'],
  ['123', 'DE', 'not-a-phone'],
])('the phone number %j in %s is %s', (cell, country, expected) => {
  expect(said(readPhone(cell, country))).toBe(expected);
});

test.each([
  ['Anna.Berg@Example.ORG', 'anna.berg@example.org'],
  ['Anna Berg <anna@example.org>', 'anna@example.org'],
  ['mailto:anna@example.org', 'anna@example.org'],
  ['anna@müller-bäder.example', 'anna@müller-bäder.example'],
  ['anna@example.org; ben@example.org', 'several-emails'],
  ['anna@example', 'not-an-email'],
  ['anna', 'not-an-email'],
  [`${'a'.repeat(242)}@example.org`, `${'a'.repeat(242)}@example.org`],
  [`${'a'.repeat(243)}@example.org`, 'not-an-email'],
])('the e-mail address %j is %s', (cell, expected) => {
  expect(said(readEmail(cell))).toBe(expected);
});

test.each([
  ['Deutschland', 'DE'],
  ['germany', 'DE'],
  ['D', 'DE'],
  ['UK', 'GB'],
  ['United Kingdom', 'GB'],
  ['Österreich', 'AT'],
  ['fr', 'FR'],
  ['GBR', 'GB'],
  ['Nowhere', 'not-a-country'],
  ['XX', 'not-a-country'],
])('the country %j is %s', (cell, expected) => {
  expect(said(readCountry(cell))).toBe(expected);
});

test('yes and no, currencies and languages are read from what people write', () => {
  expect(['Ja', 'x', '1', 'nein', '0', 'maybe'].map((cell) => said(readBoolean(cell)))).toEqual([
    'true',
    'true',
    'true',
    'false',
    'false',
    'not-yes-or-no',
  ]);
  expect(['€', 'eur', 'GBP', 'Taler'].map((cell) => said(readCurrency(cell)))).toEqual([
    'EUR',
    'EUR',
    'GBP',
    'not-a-currency',
  ]);
  expect(['Deutsch', 'German', 'de_AT', 'en-gb', 'Klingonisch'].map((cell) => said(readLanguage(cell)))).toEqual([
    'de',
    'de',
    'de-AT',
    'en-GB',
    'not-a-language',
  ]);
});

test('text is tidied without changing what it says', () => {
  expect(cleanText('  Mu\u0308ller\u00a0& Co\ufeff ')).toBe('Müller & Co');
  expect(cleanText('a\r\nb')).toBe('a\nb');
  expect(said(readText('a\nb', { maxLength: 10 }))).toBe('a b');
  expect(said(readText('a\nb', { maxLength: 10, lines: true }))).toBe('a\nb');
});

test('text is measured in characters: ten at a limit of ten are read, eleven are not', () => {
  expect(said(readText('𝄞'.repeat(10), { maxLength: 10 }))).toBe('𝄞'.repeat(10));
  expect(said(readText('𝄞'.repeat(11), { maxLength: 10 }))).toBe('too-long');
});

test.each(['a\u0000b', 'a\u0007', 'a\u202eb', '\u0085'])('control characters are refused', (text) => {
  expect(said(readText(text, { maxLength: 10 }))).toBe('control-character');
});

test('no text whatever makes a reader fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const orders: DateOrder[] = ['dmy', 'mdy', 'ymd', 'serial'];
      const answers = [
        ...orders.flatMap((order) => [readDay(text, order), readMoment(text, order)]),
        readRate(text, 'comma'),
        readAmount(text, 'EUR', { style: 'point', unit: 'major' }),
        readTime(text),
        readPhone(text, 'DE'),
        readEmail(text),
        readCountry(text),
        readCurrency(text),
        readLanguage(text),
        readText(cleanText(text), { maxLength: 10 }),
      ];
      expect(answers).not.toContain(undefined);
    }),
  );
});
