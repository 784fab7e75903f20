import { expect, test } from 'vitest';
import {
  formatBytes,
  formatDay,
  formatDayFull,
  formatDayLong,
  formatInstant,
  formatInstantLong,
  formatMoney,
  formatRelative,
  formatRelativeDay,
  formatTime,
  formatWindow,
  leafParts,
} from './format.ts';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const london = 'Europe/London';
const noBreak = (text: string): string => text.replaceAll(/[\u00a0\u202f\u2009]/g, ' ');

test.each([
  [4000n, 'GBP', 'en-GB', '£40.00'],
  [5n, 'GBP', 'en-GB', '£0.05'],
  [0n, 'GBP', 'en-GB', '£0.00'],
  [-1000n, 'GBP', 'en-GB', '−£10.00'],
  [123_000n, 'EUR', 'de', '1.230,00 €'],
  [-1_248_000n, 'EUR', 'de', '−12.480,00 €'],
  [500n, 'JPY', 'en-GB', 'JP¥500'],
  [1234n, 'KWD', 'en-GB', 'KWD 1.234'],
  [9_007_199_254_740_993_00n, 'GBP', 'en-GB', '£9,007,199,254,740,993.00'],
])('%s %s reads %s as %s, exact at any size', (minor, currency, locale, text) => {
  expect(noBreak(formatMoney({ minor, currency }, locale))).toBe(text);
});

test('a day has its weekday, and its year only when it is another year', () => {
  expect(formatDay(day('2026-11-24'), 'en-GB')).toBe('Tue 24 Nov');
  expect(formatDayLong(day('2026-11-24'), 'en-GB', day('2026-11-23'))).toBe('Tuesday 24 November');
  expect(formatDayLong(day('2027-05-22'), 'en-GB', day('2026-11-23'))).toBe('Saturday 22 May 2027');
  expect(formatDayFull(day('2026-10-28'), 'en-GB')).toBe('Wednesday 28 October 2026');
  expect(formatDayLong(day('2026-11-24'), 'de')).toBe('Dienstag, 24. November');
  expect(formatDayLong(day('2026-11-24'), 'en-US')).toBe('Tuesday, November 24');
});

test('a leaf has three short words', () => {
  expect(leafParts(day('2026-11-24'), 'en-GB')).toEqual({ weekday: 'Tue', day: '24', month: 'Nov' });
  expect(leafParts(day('2026-11-24'), 'de')).toEqual({ weekday: 'Di', day: '24', month: 'Nov' });
});

test.each([
  ['whole hours', '2026-11-24T08:00:00Z', '2026-11-24T12:00:00Z', '8–12'],
  ['minutes on both when on one', '2026-11-24T08:30:00Z', '2026-11-24T12:00:00Z', '8:30–12:00'],
  ['minutes', '2026-11-24T08:30:00Z', '2026-11-24T12:15:00Z', '8:30–12:15'],
  ['to midnight', '2026-11-24T20:00:00Z', '2026-11-25T00:00:00Z', '20–24'],
  ['over midnight', '2026-11-24T22:00:00Z', '2026-11-25T02:00:00Z', 'Tue 22:00 – Wed 2:00'],
  ['in summer time', '2026-07-07T07:00:00Z', '2026-07-07T11:00:00Z', '8–12'],
  ['over the hour that repeats', '2026-10-25T00:00:00Z', '2026-10-25T03:00:00Z', '1–3'],
])('a window reads well: %s', (_name, starts, ends, text) => {
  expect(formatWindow(at(starts), at(ends), london, 'en-GB')).toBe(text);
});

test('a window names its zone only to a reader whose clock differs', () => {
  const [starts, ends] = [at('2026-11-24T08:00:00Z'), at('2026-11-24T12:00:00Z')];
  expect(formatWindow(starts, ends, london, 'en-GB', 'Europe/Dublin')).toBe('8–12');
  expect(formatWindow(starts, ends, 'Europe/Berlin', 'en-GB', london)).toBe('9–13, Central European Time');
});

test('a window in a twelve-hour language says which half of the day', () => {
  const text = formatWindow(at('2026-11-24T13:00:00Z'), at('2026-11-24T17:00:00Z'), 'America/New_York', 'en-US');
  expect(noBreak(text)).toBe('8 AM – 12 PM');
});

test('a moment is told in the zone asked for, today by name', () => {
  const now = at('2026-11-23T09:40:00Z');
  expect(formatInstant(at('2026-11-23T07:58:00Z'), london, 'en-GB', now)).toBe('Today 7:58');
  expect(formatInstant(at('2026-11-22T10:20:00Z'), london, 'en-GB', now)).toBe('Sun 22 Nov, 10:20');
  expect(formatInstant(at('2025-12-04T08:00:00Z'), london, 'en-GB', now)).toBe('Thu 4 Dec 2025, 8:00');
  expect(formatInstantLong(at('2026-11-23T16:20:00Z'), london, 'en-GB', now)).toBe('Monday 23 November, 16:20');
  expect(formatTime(at('2026-11-23T23:05:00Z'), 'Europe/Berlin', 'en-GB')).toBe('0:05');
});

test('relative days and moments are said as people say them', () => {
  const today = day('2026-11-23');
  expect(formatRelativeDay(day('2026-11-27'), today, 'en-GB')).toBe('in 4 days');
  expect(formatRelativeDay(day('2026-11-24'), today, 'en-GB')).toBe('tomorrow');
  expect(formatRelativeDay(day('2026-11-14'), today, 'en-GB')).toBe('9 days ago');
  expect(formatRelativeDay(day('2027-05-22'), today, 'en-GB')).toBe('in 6 months');
  expect(formatRelativeDay(day('2023-03-01'), today, 'en-GB')).toBe('4 years ago');
  const now = at('2026-11-23T09:40:00Z');
  expect(formatRelative(at('2026-11-23T09:37:00Z'), now, london, 'en-GB')).toBe('3 minutes ago');
  expect(formatRelative(at('2026-11-23T07:40:00Z'), now, london, 'en-GB')).toBe('2 hours ago');
  expect(formatRelative(at('2026-11-19T07:40:00Z'), now, london, 'en-GB')).toBe('4 days ago');
});

test('sizes are in the units of phones and stores', () => {
  expect([512, 212_000, 4_800_000].map((bytes) => formatBytes(bytes, 'en-GB'))).toEqual(['512 B', '212 KB', '4.8 MB']);
});
