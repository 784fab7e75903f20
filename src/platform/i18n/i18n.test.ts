import { expect, test } from 'vitest';
import { createTranslator } from './index.ts';

const t = createTranslator('en-GB');

test('a word without places is said as it stands', () => {
  expect(t('ui.skip')).toBe('Skip to the content');
});

test('places are filled and counts choose their plural', () => {
  expect(t('ui.signed-in-as', { name: '<Priya>' })).toBe('Signed in as <Priya>');
  expect(t('ui.unread', { count: 2n })).toBe('2 unread');
});

test("an org's own words win", () => {
  expect(createTranslator('en-GB', { 'ui.sign-out': 'Leave' })('ui.sign-out')).toBe('Leave');
});

test('a missing word or value is an error, never a blank', () => {
  const unknown: string = 'ui.nothing-here';
  expect(() => t(unknown as 'ui.skip')).toThrow("No word at 'ui.nothing-here'");
  expect(() => t('ui.signed-in-as')).toThrow('name');
});
