import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../setup/browser.ts';
import { atTheDesk, leave, linkOf, somebody } from './people.ts';

const browser = await openBrowser();
let desk: Page;
beforeAll(async () => {
  desk = await atTheDesk(browser);
}, 60_000);
afterAll(() => browser.close());

const PHOTO = { name: 'tap.png', mimeType: 'image/png', buffer: readFileSync('docs/screenshots/portal-job.png') };

/** What the conversation on the page says. */
const conversation = (page: Page) => page.locator('#thread');

async function ask(phone: Page, question: string): Promise<void> {
  await phone.goto(linkOf('contact', 'Saltmouth Harbour Estates and Market Trust'));
  await phone.goto('/harbour-hill/messages/new');
  await phone.getByLabel('Your question').fill(question);
  await phone.getByText('Add photos or files').click();
  await phone.getByLabel('Photos and files').setInputFiles(PHOTO);
  await phone.getByRole('button', { name: 'Send question' }).click();
  await conversation(phone).getByText(question).waitFor();
}

async function openAtDesk(question: string): Promise<void> {
  await desk.getByRole('link').filter({ hasText: question }).first().click();
  await conversation(desk).getByText(question).waitFor();
}

test('a customer and the office write to each other without looking again', { timeout: 60_000 }, async () => {
  const phone = await somebody(browser, { hasTouch: true });
  await desk.goto('/office/messages');
  // Nobody reloads from here on: the list at the desk hears of the question by itself.
  await ask(phone, 'Which tap shall Dean use?');
  await phone.getByText('Your question is with us.').waitFor();
  await openAtDesk('Which tap shall Dean use?');
  expect(await conversation(desk).locator('img').count()).toBe(1);

  await desk.getByText('Write an internal note').click();
  await desk.getByLabel('Internal note', { exact: true }).fill('Dean has the key.');
  await desk.getByRole('button', { name: 'Save note' }).click();
  await conversation(desk).getByText('Dean has the key.').waitFor();
  await desk.locator('#write-answer').getByRole('combobox').selectOption({ label: 'Running late' });
  await desk.getByRole('button', { name: 'Put in' }).click();
  await expect
    .poll(() => desk.getByLabel('Answer', { exact: true }).inputValue(), { timeout: 15_000 })
    .toContain('Hello Tom');
  await desk.getByRole('button', { name: 'Send message' }).click();
  await conversation(phone).getByText('we are running about an hour behind').waitFor();
  expect(await phone.content()).not.toContain('Dean has the key.');

  // The line drops while something is sent, and comes back.
  await phone.context().setOffline(true);
  await phone.getByLabel('Your message').fill('The one by the gate.');
  await phone.getByRole('button', { name: 'Send message' }).click();
  await phone.getByText('The line dropped. Trying again').waitFor();
  await phone.context().setOffline(false);
  await conversation(phone).getByText('The one by the gate.').waitFor();
  await conversation(desk).getByText('The one by the gate.').waitFor();
  await phone.reload();
  expect(await conversation(phone).getByText('The one by the gate.').count()).toBe(1);
  await leave(phone);
});

test('the same works with scripts off, by looking again', { timeout: 60_000 }, async () => {
  const phone = await somebody(browser, { javaScriptEnabled: false });
  await ask(phone, 'Is the yard gritted?');
  await desk.goto('/office/messages');
  await openAtDesk('Is the yard gritted?');
  await desk.getByLabel('Answer', { exact: true }).fill('Since six.');
  await desk.getByRole('button', { name: 'Send message' }).click();
  await conversation(desk).getByText('Since six.').waitFor();
  await phone.reload();
  await conversation(phone).getByText('Since six.').waitFor();
  await phone.getByLabel('Your message').fill('Thank you.');
  await phone.getByRole('button', { name: 'Send message' }).click();
  await conversation(phone).getByText('Thank you.').waitFor();
  expect(await conversation(phone).locator('img').count()).toBe(1);
  await leave(phone);
});

test('the numbers of two open screens count up by themselves', { timeout: 60_000 }, async () => {
  const other = await desk.context().newPage();
  const bells = [desk, other].map((page) => page.locator('.bell .count'));
  // Pages without a live part of their own.
  await Promise.all([desk, other].map((page) => page.goto('/office/customers')));
  const numbers = () =>
    Promise.all(bells.map(async (bell) => Number((await bell.locator('span').first().textContent()) || '0')));
  const before = await numbers();
  const phone = await somebody(browser, { hasTouch: true });
  await ask(phone, 'Who has the key to the shed?');
  await expect.poll(numbers, { timeout: 30_000 }).toEqual(before.map((count) => count + 1));
  await Promise.all([leave(phone), other.close()]);
});
