import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { openBrowser } from '../setup/browser.ts';
import {
  askForMessage,
  atTheDesk,
  expectIn,
  heading,
  lookAgainUntil,
  messageFrom,
  signOut,
  somebody,
  typeCode,
} from './people.ts';

const browser = await openBrowser();
afterAll(() => browser.close());

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const follow = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first().click();
const expectText = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

test('with scripts off at both doors: a customer, her link, a job, an invoice, a payment, a file, and she sees it all', async () => {
  const off = { javaScriptEnabled: false };
  const desk = await atTheDesk(browser, off);
  const customer = await somebody(browser, off);

  await follow(desk, 'Customers');
  await follow(desk, 'New customer');
  await press(desk, 'Add customer');
  await expectText(desk, 'Type the customer’s name.');
  await desk.getByLabel('Name', { exact: true }).fill('Nell Harrow');
  await desk.getByLabel('E-mail address').fill('nell@harrow.example');
  await press(desk, 'Add customer');
  await expectText(desk, /^Nell Harrow was added with number/);
  const record = new URL(desk.url()).pathname;
  await press(desk, 'Enable login via link');
  const { link } = await messageFrom(desk, 'nell@harrow.example', () => press(desk, 'Send link by e-mail'));
  await customer.goto(link);
  await expectIn(customer, 'Nell Harrow');

  await desk.goto(record);
  await follow(desk, 'New job');
  await desk.getByLabel('Title').fill('Hedge along the lane');
  await press(desk, 'Make job');
  await desk.getByRole('radio', { name: 'Completed' }).check();
  await press(desk, 'Move job');
  await expectText(desk, /^Job \d+ is now: Completed\.$/);
  await follow(customer, 'Jobs');
  await customer.goto('/harbour-hill/jobs?show=past');
  await follow(customer, /Hedge along the lane/);
  await customer.getByRole('heading', { name: 'How it went' }).waitFor();

  await follow(desk, 'Invoice this job');
  await desk.getByLabel('Line 1, What').fill('Hedge, 40 metres');
  await desk.getByLabel('Line 1, Price').fill('96');
  await press(desk, 'Work out the total');
  await expectText(desk, '£96.00');
  await press(desk, 'Save draft');
  await press(desk, 'Issue invoice');
  await expectText(desk, /^Invoice \d+ is issued\.$/);
  await follow(customer, 'Invoices');
  await heading(customer, /^You owe £96\.00/).waitFor();

  await follow(desk, 'Record payment');
  await press(desk, 'Record payment');
  await expectText(desk, 'The payment of £96.00 is recorded.');
  await customer.reload();
  expect(await heading(customer, /£96\.00/).count()).toBe(0);

  await signOut(customer);
  const { code } = await messageFrom(desk, 'nell@harrow.example', () => askForMessage(customer, 'nell@harrow.example'));
  await typeCode(customer, code);
  await expectIn(customer, 'Nell Harrow');

  await importTwoRows(desk);
  await desk.goto('/office/search?q=hollis');
  await follow(desk, /Hollis Bell/);
  await press(desk, 'View customer portal');
  await expectText(desk, 'You are viewing as');
  await desk.context().close();
  await customer.context().close();
});

async function importTwoRows(desk: Page): Promise<void> {
  await desk.goto('/office/imports/new');
  await desk.getByLabel('CSV file').setInputFiles({
    name: 'two.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Name,Email\nHollis Bell,hollis@bell.example\nUna Frey,una@frey.example\n'),
  });
  await press(desk, 'Upload and choose columns');
  await press(desk, 'Check the file');
  await lookAgainUntil(desk, '2 rows checked');
  await press(desk, /^Import (all )?2 rows/);
  await lookAgainUntil(desk, '2 rows imported');
}
