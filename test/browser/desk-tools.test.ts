import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { openBrowser } from '../setup/browser.ts';
import { atTheDesk } from './people.ts';

const browser = await openBrowser();
let desk: Page;
beforeAll(async () => {
  desk = await atTheDesk(browser);
}, 60_000);
afterAll(() => browser.close());

const box = () => desk.getByRole('combobox', { name: 'Find or do anything' });
const press = (...keys: readonly string[]) =>
  keys.reduce(async (before, key) => (await before, desk.keyboard.press(key)), Promise.resolve());

test('Ctrl-K finds a customer while one types, the arrows choose, and Enter opens', async () => {
  await desk.goto('/office');
  await press('Control+k');
  await desk.getByRole('option', { name: 'Jobs', exact: true }).waitFor();
  await box().pressSequentially('priya');
  const found = desk.getByRole('option', { name: /^Priya Raman/ }).first();
  await found.waitFor();
  expect(await box().getAttribute('aria-activedescendant')).toBe(await found.getAttribute('id'));
  await press('ArrowDown', 'ArrowUp', 'Enter');
  await desk.waitForURL('**/office/customers/*');
  await press('Control+k');
  await box().pressSequentially('priya');
  await desk.getByRole('option', { name: 'New job for Priya Raman' }).click();
  await desk.waitForURL('**/office/jobs/new?customer=*');
});

test('the list is walked, opened and ticked by keys, none of which works while typing', async () => {
  await desk.goto('/office/jobs');
  await press('j', 'j', 'x');
  expect(await desk.locator('tbody .tick:checked').count()).toBe(1);
  await press('g', 'c');
  await desk.waitForURL('**/office/customers');
  await press('g', 'j');
  await desk.waitForURL('**/office/jobs');
  await press('/');
  await desk.keyboard.type('jjx?g');
  expect(await desk.getByRole('searchbox', { name: 'Search everything' }).inputValue()).toBe('jjx?g');
  await press('Escape', 'j', 'Enter');
  await desk.waitForURL(/office\/jobs\/[^/]+$/);
});

test('a step is taken back from the toast', async () => {
  await desk.goto('/office/jobs');
  await press('j', 'x');
  await desk.getByRole('button', { name: 'Completed' }).click();
  await desk.getByText('One job was moved.').waitFor();
  await desk.getByRole('button', { name: 'Undo' }).click();
  const toast = desk.locator('.toast');
  await toast.waitFor();
  expect(await toast.innerText()).toContain('The job is as before.');
});
