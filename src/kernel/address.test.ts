import { expect, test } from 'vitest';
import { townLine } from './address.ts';

test.each([
  ['Saltmouth SM4 2TR', 'Saltmouth', 'SM4 2TR', null, 'GB'],
  ['12555 Berlin', 'Berlin', '12555', null, 'DE'],
  ['12555 Berlin', 'Berlin', '12555', 'DE', 'GB'],
  ['Dublin', 'Dublin', null, 'IE', 'GB'],
  ['', null, '', null, 'GB'],
])('town and postcode read: %s', (line, city, postcode, country, home) => {
  expect(townLine({ city, postcode, country }, home)).toBe(line);
});
