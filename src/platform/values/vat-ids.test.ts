import { expect, test } from 'vitest';
import { BadValue } from './bad-value.ts';
import { readPostcode } from './postcodes.ts';
import { readVatId } from './vat-ids.ts';

const reason = (value: string | BadValue) => (value instanceof BadValue ? value.reason : value);

test('a VAT number is read with or without the letters, spaces and dots of its country', () => {
  for (const [typed, country, kept] of [
    ['GB 980 7806 84', 'GB', 'GB980780684'],
    ['980780684', 'GB', 'GB980780684'],
    ['DE 136 695 976', 'GB', 'DE136695976'],
    ['de136695976', 'DE', 'DE136695976'],
    ['ATU13585627', 'AT', 'ATU13585627'],
    ['BE0411905847', 'BE', 'BE0411905847'],
    ['BE 411.905.847', 'BE', 'BE0411905847'],
    ['IT00743110157', 'IT', 'IT00743110157'],
    ['LU15027442', 'LU', 'LU15027442'],
    ['DK13585628', 'DK', 'DK13585628'],
    ['FI20774740', 'FI', 'FI20774740'],
    ['PL8567346215', 'PL', 'PL8567346215'],
    ['PT501964843', 'PT', 'PT501964843'],
    ['EE100931558', 'EE', 'EE100931558'],
    ['FR40303265045', 'FR', 'FR40303265045'],
    ['GR094259216', 'GR', 'EL094259216'],
    ['GBGD001', 'GB', 'GBGD001'],
    ['CHE-123.456.788 MWST', 'CH', 'CHE-123.456.788 MWST'],
  ] as const)
    expect(readVatId(typed, country), typed).toBe(kept);
});

test('a VAT number of another shape, or whose digits don’t agree, is not taken', () => {
  expect(reason(readVatId('GB12345', 'GB'))).toBe('not-a-vat-id');
  expect(reason(readVatId('hello', 'DE'))).toBe('not-a-vat-id');
  for (const [typed, country] of [
    ['GB980780685', 'GB'],
    ['DE136695978', 'DE'],
    ['ATU13585626', 'AT'],
    ['BE0411905848', 'BE'],
    ['IT00743110158', 'IT'],
    ['LU15027443', 'LU'],
    ['DK13585627', 'DK'],
    ['FI20774741', 'FI'],
    ['PL8567346216', 'PL'],
    ['PT501964842', 'PT'],
    ['FR41303265045', 'FR'],
  ] as const)
    expect(reason(readVatId(typed, country)), typed).toBe('vat-id-digits');
});

test('a postcode fits its country, and of a country without a rule it is taken as it is', () => {
  expect(readPostcode('sm4  2tr', 'GB')).toBe('SM4 2TR');
  expect(readPostcode('12555', 'DE')).toBe('12555');
  expect(readPostcode('what 3 words', 'AE')).toBe('what 3 words');
  for (const [typed, country] of [
    ['1255', 'DE'],
    ['SM4', 'GB'],
    ['12555', 'GB'],
    ['123456', 'FR'],
  ] as const)
    expect(reason(readPostcode(typed, country))).toBe('not-a-postcode');
});
