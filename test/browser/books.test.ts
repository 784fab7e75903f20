import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPdf } from '../pdf-text.ts';
import { openBrowser } from '../setup/browser.ts';
import { atTheDesk, heading, leave, linkOf, somebody } from './people.ts';

const browser = await openBrowser();
let desk: Page;
beforeAll(async () => {
  desk = await atTheDesk(browser);
}, 60_000);
afterAll(() => browser.close());

const SURGERY = '10102';

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const follow = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name }).first().click();
const expectText = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

/** What a fact of the page says: *Left*, *Closing balance*. */
const fact = (page: Page, label: string) =>
  page
    .locator('dl > div')
    .filter({ has: page.getByText(label, { exact: true }) })
    .locator('dd')
    .innerText();

/** What a link of the page downloads. */
async function fileBehind(page: Page, link: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), follow(page, link)]);
  return Buffer.concat(await (await download.createReadStream()).toArray());
}

test('what was paid and credited is used and paid out, and the customer’s statement adds up', async () => {
  await desk.goto(`/office/invoices?customer=${SURGERY}`);
  await desk.getByRole('row').filter({ hasText: '£88.00' }).getByRole('link').first().click();
  await follow(desk, 'Record payment');
  await press(desk, 'Record payment');
  await expectText(desk, 'The payment of £88.00 is recorded.');

  await desk.goto(`/office/invoices?customer=${SURGERY}&state=paid`);
  await desk.getByRole('row').filter({ hasText: '£88.00' }).getByRole('link').first().click();
  await desk.locator('summary', { hasText: 'More actions' }).click();
  await follow(desk, 'Credit this invoice');
  await desk.getByLabel('Line 1, Price').fill('30');
  await desk.getByLabel('Why').fill('The canopy was left out');
  await press(desk, 'Save draft');
  await expectText(desk, 'The draft is saved.');
  await press(desk, 'Issue');
  await expectText(desk, /^Credit note \S+ is issued\.$/);
  expect(await fact(desk, 'Left')).toBe('£30.00');

  await follow(desk, 'Use credit');
  await desk.getByLabel(/^Amount for invoice \d+$/).fill('10');
  await press(desk, 'Use credit');
  await expectText(desk, 'The amounts typed below would be passed over.');
  await desk.getByLabel('Amounts chosen below').check();
  await press(desk, 'Use credit');
  await expectText(desk, 'The credit is used.');
  expect(await fact(desk, 'Left')).toBe('£20.00');
  await follow(desk, 'Record refund');
  await press(desk, 'Record refund');
  await expectText(desk, 'The refund of £20.00 is recorded.');

  const phone = await somebody(browser);
  await phone.goto(linkOf('contact', 'Hilltop Surgery'));
  await phone.goto('/harbour-hill/invoices');
  await heading(phone, /^You owe £130\.00/).waitFor();
  await follow(phone, 'Statement');
  await phone.getByLabel('Period').selectOption({ label: 'Days of my own' });
  await phone.getByLabel('From').fill(Temporal.Now.plainDateISO('Europe/London').subtract({ days: 20 }).toString());
  await press(phone, 'Show');
  await phone.getByRole('row').filter({ hasText: 'Refund' }).waitFor();
  const sums = ['Opening balance', 'Charged', 'Paid and credited', 'Closing balance'];
  expect(await Promise.all(sums.map((label) => fact(phone, label)))).toEqual([
    '£140.00',
    '£108.00',
    '£118.00',
    '£130.00',
  ]);
  const csv = (await fileBehind(phone, 'CSV')).toString();
  for (const text of ['140.00', '130.00', 'Refund']) expect(csv).toContain(text);
  expect(readPdf(await fileBehind(phone, 'PDF')).pages.join(' ')).toContain('£130.00');
  await leave(phone);
});
